package org.sipacc.console.api;

import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.core.Response.StatusType;
import javax.ws.rs.ext.ExceptionMapper;
import org.sipacc.service.access.LoginRefusedException;
import org.sipacc.service.access.LoginRefusedException.Reason;

/** Answers why somebody is not let in, or a user or token not made. */
public class LoginRefusals implements ExceptionMapper<LoginRefusedException> {
  @Override
  public Response toResponse(LoginRefusedException refusal) {
    Response answer = Problem.of(status(refusal.reason()), refusal.getMessage()).response();
    return refusal
        .retryAfter()
        .map(
            wait ->
                Response.fromResponse(answer)
                    .header(HttpHeaders.RETRY_AFTER, wait.toSeconds() + 1)
                    .build())
        .orElse(answer);
  }

  static StatusType status(Reason reason) {
    return switch (reason) {
      case WRONG -> Status.UNAUTHORIZED;
      case TOO_MANY -> OtherStatus.TOO_MANY_REQUESTS;
      case INVALID -> OtherStatus.UNPROCESSABLE;
      case EXISTS -> Status.CONFLICT;
      case UNKNOWN -> Status.NOT_FOUND;
      case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
    };
  }
}
