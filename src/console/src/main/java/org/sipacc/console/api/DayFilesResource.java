package org.sipacc.console.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonValue;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.upkeep.DayManifest;

/** The files that the rows of each day are written to. */
@javax.ws.rs.Path("day-files")
@Produces(MediaType.APPLICATION_JSON)
public class DayFilesResource {
  private static final int MOST = 1000;

  private final AccountingService service;

  public DayFilesResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  DayFilesResource(AccountingService service) {
    this.service = service;
  }

  /** What their manifests say, the newest day first; a thousand at most. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response list() throws IOException {
    Optional<Path> directory = service.parameters().get(Catalogue.EXPORT_DIRECTORY);
    List<DayManifest> manifests =
        directory.isPresent() ? DayManifest.of(directory.get()) : List.of();
    JsonArrayBuilder files = Json.createArrayBuilder();
    manifests.stream()
        .limit(MOST)
        .forEach(
            one ->
                files.add(
                    Json.createObjectBuilder()
                        .add("file", one.file())
                        .add("table", one.table())
                        .add("day", one.day().toString())
                        .add("rows", one.rows())
                        .add("total_ms", one.totalMillis())
                        .add("written", one.written().toString())));
    return Answers.ok(
        Json.createObjectBuilder()
            .add(
                "directory",
                directory
                    .<JsonValue>map(path -> Json.createValue(path.toString()))
                    .orElse(JsonValue.NULL))
            .add("total", manifests.size())
            .add("files", files)
            .build());
  }
}
