package org.sipacc.backends.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Connects to a syslog server over TCP, or TLS on top of it. */
final class StreamConnector {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final String host;
  private final int port;
  private final Optional<SSLSocketFactory> tls;

  private StreamConnector(String host, int port, Optional<SSLSocketFactory> tls) {
    this.host = host;
    this.port = port;
    this.tls = tls;
  }

  static StreamConnector tcp(String host, int port) {
    return new StreamConnector(host, port, Optional.empty());
  }

  /**
   * Over TLS; the server's certificate must be for the host.
   *
   * @param authorities a PEM file with the certificates of those who may have signed it; empty for
   *     those that this Java trusts
   * @throws IllegalStateException if the file cannot be used
   */
  static StreamConnector tls(String host, int port, Optional<Path> authorities) {
    try {
      SSLContext context =
          authorities.isPresent() ? trusting(authorities.get()) : SSLContext.getDefault();
      return new StreamConnector(host, port, Optional.of(context.getSocketFactory()));
    } catch (GeneralSecurityException | IOException | UncheckedIOException e) {
      throw new IllegalStateException(
          "sipacc.syslog_ca: "
              + authorities.map(Path::toString).orElse("")
              + " must be a readable PEM file with the certificates to trust: "
              + e.getMessage(),
          e);
    }
  }

  private static SSLContext trusting(Path authorities)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(authorities)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new IOException("there is no certificate in it");
      }
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /**
   * @throws IOException if the server cannot be reached or is not to be trusted
   */
  Connection connect() throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
      plain.setKeepAlive(true);
      plain.setTcpNoDelay(true);
      return new Connection(plain, tls.isPresent() ? secured(plain, tls.get()) : plain);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(Socket plain, SSLSocketFactory factory) throws IOException {
    plain.setSoTimeout((int) CONNECT.toMillis());
    SSLSocket secured = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /**
   * A connection.
   *
   * @param plain the TCP socket
   * @param socket what to write to: the same, or TLS over it
   */
  record Connection(Socket plain, Socket socket) {
    /** Closes the TCP socket, whatever another thread waits for on it. */
    void abort() {
      try {
        plain.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
