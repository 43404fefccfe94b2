package org.sipacc.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.configuration.ConfigurationFile;

/** A policy's text as a request brings it. */
final class PolicyBody {
  /** No policy is larger. */
  static final int MAX_BYTES = 1024 * 1024;

  private PolicyBody() {}

  /**
   * Reads the whole body.
   *
   * @param source the file's name, for messages and the history
   * @throws javax.ws.rs.WebApplicationException if it is too large or no UTF-8
   */
  static ConfigurationFile read(InputStream body, String source) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw Problem.of(
              Status.REQUEST_ENTITY_TOO_LARGE,
              "a policy has at most " + MAX_BYTES + " bytes; shorten it")
          .exception();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ConfigurationFile(source, text);
    } catch (CharacterCodingException e) {
      throw Problem.of(
              Status.BAD_REQUEST, source + " is not UTF-8 text; save it with that encoding")
          .exception();
    }
  }
}
