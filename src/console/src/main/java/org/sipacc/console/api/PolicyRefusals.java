package org.sipacc.console.api;

import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.core.Response.StatusType;
import javax.ws.rs.ext.ExceptionMapper;
import org.sipacc.service.policy.PolicyRefusedException;
import org.sipacc.service.policy.PolicyRefusedException.Reason;

/** Answers why a policy does not take effect. */
public class PolicyRefusals implements ExceptionMapper<PolicyRefusedException> {
  @Override
  public Response toResponse(PolicyRefusedException refusal) {
    return Problem.of(status(refusal.reason()), refusal.getMessage()).response();
  }

  static StatusType status(Reason reason) {
    return switch (reason) {
      case WRONG -> OtherStatus.UNPROCESSABLE;
      case UNKNOWN_VERSION -> Status.NOT_FOUND;
      case OTHER_IN_FORCE -> Status.PRECONDITION_FAILED;
      case BUSY -> Status.CONFLICT;
      case UNFIT_REMARK -> Status.BAD_REQUEST;
      case DATABASE_UNREACHABLE -> Status.SERVICE_UNAVAILABLE;
      case NOT_STORED -> Status.INTERNAL_SERVER_ERROR;
    };
  }
}
