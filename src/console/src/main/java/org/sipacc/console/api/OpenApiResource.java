package org.sipacc.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Role;

/** What there is under {@code /api}, in OpenAPI. */
@Path("openapi.yaml")
@Produces(MediaType.WILDCARD)
public class OpenApiResource {
  @GET
  @RequiredRole(Role.VIEWER)
  public Response show() {
    return Response.ok(document(), "application/yaml;charset=utf-8").build();
  }

  static String document() {
    try (InputStream document = OpenApiResource.class.getResourceAsStream("openapi.yaml")) {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
