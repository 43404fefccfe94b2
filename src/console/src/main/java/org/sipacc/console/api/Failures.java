package org.sipacc.console.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.ext.ExceptionMapper;

/** Answers every other failure as a {@link Problem}; what is not the client's fault is logged. */
public class Failures implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(Failures.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known) {
      return known(known.getResponse());
    }
    LOG.log(Level.ERROR, "a request to the management interface failed", failure);
    return Problem.of(
            Status.INTERNAL_SERVER_ERROR,
            "the server failed to do this; its log tells more (logs beside the data)")
        .response();
  }

  private static Response known(Response response) {
    MediaType type = response.getMediaType();
    if (type != null && type.isCompatible(MediaType.valueOf(Problem.MEDIA_TYPE))) {
      return response;
    }
    Status status = Status.fromStatusCode(response.getStatus());
    return Problem.of(
            status == null ? response.getStatusInfo() : status, detail(response.getStatus()))
        .response();
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 ->
          "there is nothing at this address; docs/reference/commands.md lists what there is";
      case 405 -> "this address takes other methods; docs/reference/commands.md lists them";
      case 406 -> "ask for application/json, or text/yaml for a policy's text";
      case 415 ->
          "send a policy with the header Content-Type: text/yaml, anything else as application/json";
      default -> "the request cannot be answered";
    };
  }
}
