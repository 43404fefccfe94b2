package org.sipacc.console.api;

import java.util.Optional;
import javax.json.Json;
import javax.json.JsonObjectBuilder;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.StatusType;

/**
 * Why a request failed, as {@code application/problem+json} (RFC 7807).
 *
 * @param detail what is wrong and what to do
 * @param place where in the text that was sent; empty if the text is not at fault
 */
record Problem(StatusType status, String detail, Optional<TextPlace> place) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(StatusType status, String detail) {
    return new Problem(status, detail, Optional.empty());
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(json()).build();
  }

  /** To be thrown where no response can be returned. */
  WebApplicationException exception() {
    return new WebApplicationException(detail, response());
  }

  String json() {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", status.getReasonPhrase())
            .add("status", status.getStatusCode())
            .add("detail", detail);
    place.ifPresent(at -> object.add("line", at.line()).add("column", at.column()));
    return object.build().toString();
  }
}
