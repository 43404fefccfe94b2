package org.sipacc.console.api;

import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.ext.ExceptionMapper;
import org.sipacc.service.search.SearchRefusedException;

/** Answers why a search is not made. */
public class SearchRefusals implements ExceptionMapper<SearchRefusedException> {
  @Override
  public Response toResponse(SearchRefusedException refusal) {
    Status status =
        switch (refusal.reason()) {
          case UNBOUNDED, NO_COLUMN -> Status.BAD_REQUEST;
          case MASKED -> Status.FORBIDDEN;
          case TOO_LONG, BUSY, CANCELLED, UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
        };
    return Problem.of(status, refusal.getMessage()).response();
  }
}
