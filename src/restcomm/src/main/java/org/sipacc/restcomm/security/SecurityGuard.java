package org.sipacc.restcomm.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Set;
import javax.servlet.sip.SipServletResponse;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.sipacc.restcomm.descriptor.SecurityConstraint;
import org.sipacc.restcomm.descriptor.SipDescriptor;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.Challenger;
import org.sipacc.sip.digest.DigestAlgorithm;
import org.sipacc.sip.digest.DigestAuthenticator;
import org.sipacc.sip.digest.Nonces;
import org.sipacc.sip.digest.Verdict;

/**
 * Lets requests through to an application's servlets, or asks for a login (RFC 7616), or refuses
 * those whose user has none of the roles: what the security constraints of its sip.xml say.
 */
public final class SecurityGuard {
  /** System property that names the file of users. */
  private static final String USERS = "sipacc.apps.users";

  private static final Duration NONCE_LIFETIME = Duration.ofSeconds(30);
  private static final int SECRET_BYTES = 32;

  private final List<SecurityConstraint> constraints;
  private final String realm;
  private final Optional<UserFile> users;
  private final DigestAuthenticator authenticator;

  private SecurityGuard(
      List<SecurityConstraint> constraints, String realm, Optional<UserFile> users) {
    this.constraints = constraints;
    this.realm = realm;
    this.users = users;
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    authenticator =
        new DigestAuthenticator(
            new Nonces(NONCE_LIFETIME, secret, InstantSource.system()),
            (table, user, domain) -> users.flatMap(file -> file.find(table, user, domain)));
  }

  /**
   * That of an application.
   *
   * @throws IllegalArgumentException if it wants users to log in, and the file of them is not there
   *     or wrong
   */
  public static SecurityGuard of(SipDescriptor descriptor) {
    List<SecurityConstraint> constraints = descriptor.securityConstraints();
    Optional<UserFile> users =
        constraints.isEmpty() ? Optional.empty() : Optional.of(new UserFile(usersFile()));
    return new SecurityGuard(constraints, descriptor.realm().orElse(descriptor.appName()), users);
  }

  private static Path usersFile() {
    return Optional.ofNullable(System.getProperty(USERS))
        .map(Path::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its security-constraint needs users, and there are none: write the file"
                        + " 'users' beside the applications, a line name:realm:hash:role for each"));
  }

  /** Whether the request may go to its servlet; if not, it has been answered. */
  public boolean admits(MobicentsSipServletRequest request) {
    for (SecurityConstraint constraint : constraints) {
      if (constraint.covers(request.getSipSession().getHandler(), request.getMethod())
          && !admits(request, constraint)) {
        return false;
      }
    }
    return true;
  }

  /** An ACK or a CANCEL has no login of its own: it belongs to an INVITE that was let through. */
  private boolean admits(MobicentsSipServletRequest request, SecurityConstraint constraint) {
    if (request.getMethod().equals("ACK") || request.getMethod().equals("CANCEL")) {
      return true;
    }
    Optional<SipUser> user = user(request, constraint);
    if (user.isPresent() && !user.get().isAdmittedBy(constraint)) {
      answer(request, SipServletResponse.SC_FORBIDDEN, "Forbidden", "", List.of());
      return false;
    }
    return user.isPresent();
  }

  /** Who the request is of; nobody if it has been answered with a challenge. */
  private Optional<SipUser> user(
      MobicentsSipServletRequest request, SecurityConstraint constraint) {
    if (request.getUserPrincipal() instanceof SipUser known) {
      return Optional.of(known);
    }
    Challenger challenger = constraint.proxy() ? Challenger.PROXY : Challenger.USER;
    Authentication asked = new Authentication(challenger, realm, "");
    List<String> credentials = values(request, challenger.credentialsHeader());
    Verdict verdict = authenticator.check(request.getMethod(), credentials, asked);
    if (verdict == Verdict.GOOD) {
      String name = authenticator.username(credentials, asked);
      SipUser user = new SipUser(name, users.map(u -> u.roles(name, realm)).orElse(Set.of()));
      request.setUserPrincipal(user);
      return Optional.of(user);
    }
    Challenge challenge = new Challenge(challenger, realm, true, List.of(DigestAlgorithm.values()));
    answer(
        request,
        challenger.code(),
        challenger.reason(),
        challenger.challengeHeader(),
        authenticator.challenges(challenge, verdict == Verdict.STALE));
    return Optional.empty();
  }

  private static List<String> values(MobicentsSipServletRequest request, String header) {
    List<String> values = new ArrayList<>();
    ListIterator<String> all = request.getHeaders(header);
    while (all.hasNext()) {
      values.add(all.next());
    }
    return values;
  }

  private static void answer(
      MobicentsSipServletRequest request,
      int code,
      String reason,
      String header,
      List<String> values) {
    SipServletResponse answer = request.createResponse(code, reason);
    values.forEach(value -> answer.addHeader(header, value));
    try {
      answer.send();
    } catch (IOException e) {
      throw new IllegalStateException("a login cannot be asked for: " + e, e);
    }
  }
}
