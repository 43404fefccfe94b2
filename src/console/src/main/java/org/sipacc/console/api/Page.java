package org.sipacc.console.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonValue;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.sipacc.accounting.search.Position;

/** A page of an answer with the way to the next one. */
final class Page {
  private Page() {}

  /**
   * @param name of the member that holds what was found
   * @param size how many there are
   * @param limit how many were asked for: if there are as many, there may be more
   * @param last where the page ends, if there is anything on it
   */
  static Response of(
      String name,
      JsonArrayBuilder found,
      int size,
      int limit,
      Optional<Position> last,
      UriInfo address) {
    Optional<String> next = last.filter(end -> size == limit).map(end -> next(address, end));
    Response answer =
        Answers.ok(
            Json.createObjectBuilder()
                .add(name, found)
                .add("next", next.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
                .build());
    return next.map(
            link ->
                Response.fromResponse(answer)
                    .header("Link", "<" + link + ">; rel=\"next\"")
                    .build())
        .orElse(answer);
  }

  /** The last element of a list. */
  static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }

  /** The same request with the cursor, relative to the server. */
  private static String next(UriInfo address, Position end) {
    URI next = address.getRequestUriBuilder().replaceQueryParam("cursor", end.cursor()).build();
    return next.getRawPath() + "?" + next.getRawQuery();
  }
}
