package org.sipacc.console.api;

import java.util.Locale;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.access.User;
import org.sipacc.service.access.Users;

/** Who may log in. */
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private final AccountingService service;

  public UsersResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  UsersResource(AccountingService service) {
    this.service = service;
  }

  @GET
  @RequiredRole(Role.ADMINISTRATOR)
  public Response list() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    users().all().forEach(user -> all.add(json(user)));
    return Answers.ok(Json.createObjectBuilder().add("users", all).build());
  }

  /** Makes a user: {@code {"name":..., "role":...}}; the answer tells the first password. */
  @POST
  @RequiredRole(Role.ADMINISTRATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(String body) {
    JsonBody asked = JsonBody.read(body);
    String name = asked.text("name");
    Role role = asked.role();
    String password = users().add(name, role);
    return Answers.created(
        Json.createObjectBuilder()
            .add("name", name)
            .add("role", lower(role))
            .add("password", password)
            .build());
  }

  /** Gives a user another role: {@code {"role":...}}. */
  @PUT
  @Path("{name}")
  @RequiredRole(Role.ADMINISTRATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changeRole(@PathParam("name") String name, String body) {
    Role role = JsonBody.read(body).role();
    return Answers.ok(json(users().changeRole(name, role)).build());
  }

  /** Gives a user, who may be disabled, a new password that is to be changed. */
  @POST
  @Path("{name}/password")
  @RequiredRole(Role.ADMINISTRATOR)
  public Response resetPassword(@PathParam("name") String name) {
    String password = users().resetPassword(name);
    return Answers.ok(
        Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  /** Lets a user log in no more. */
  @DELETE
  @Path("{name}")
  @RequiredRole(Role.ADMINISTRATOR)
  public Response disable(@PathParam("name") String name) {
    return Answers.ok(json(users().disable(name)).build());
  }

  private Users users() {
    return service.access().users();
  }

  private static JsonObjectBuilder json(User user) {
    return Json.createObjectBuilder()
        .add("name", user.name())
        .add("role", lower(user.role()))
        .add("disabled", user.disabled())
        .add("must_change_password", user.mustChangePassword())
        .add("created", user.created().toString())
        .add("password_changed", user.passwordChanged().toString());
  }

  private static String lower(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
