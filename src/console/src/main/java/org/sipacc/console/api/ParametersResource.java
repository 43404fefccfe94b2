package org.sipacc.console.api;

import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.json.JsonValue;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameter;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.RecordField;

/** The module parameters in force: what was written where, and the defaults of the others. */
@Path("parameters")
@Produces(MediaType.APPLICATION_JSON)
public class ParametersResource {
  private static final String HIDDEN = "***";

  private final AccountingService service;

  public ParametersResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  ParametersResource(AccountingService service) {
    this.service = service;
  }

  @GET
  @RequiredRole(Role.OPERATOR)
  public Response list() {
    Parameters parameters = service.parameters();
    JsonArrayBuilder all = Json.createArrayBuilder();
    Catalogue.all().forEach(parameter -> all.add(json(parameter, parameters)));
    return Answers.ok(Json.createObjectBuilder().add("parameters", all).build());
  }

  /** Which field goes to which column of which table, and whether the table has it. */
  @GET
  @Path("columns")
  @RequiredRole(Role.OPERATOR)
  public Response columns() {
    JsonArrayBuilder columns = Json.createArrayBuilder();
    try {
      service.recordFields().forEach(field -> columns.add(json(field)));
    } catch (IllegalStateException e) {
      return Problem.of(Status.SERVICE_UNAVAILABLE, e.getMessage()).response();
    }
    return Answers.ok(Json.createObjectBuilder().add("columns", columns).build());
  }

  private static JsonObjectBuilder json(RecordField field) {
    return Json.createObjectBuilder()
        .add("table", field.table())
        .add("column", field.column())
        .add("field", field.field())
        .add("type", field.type().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
        .add("size", field.size());
  }

  private static JsonObjectBuilder json(Parameter<?> parameter, Parameters parameters) {
    JsonArrayBuilder written = Json.createArrayBuilder();
    parameters
        .written(parameter)
        .forEach(text -> written.add(Catalogue.isSecret(parameter) ? HIDDEN : text));
    return Json.createObjectBuilder()
        .add("section", parameter.section().key())
        .add("name", parameter.name())
        .add("type", parameter.typeName())
        .add(
            "default",
            parameter.defaultText().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
        .add("written", written)
        .add(
            "place",
            parameters.isSet(parameter)
                ? Json.createValue(parameters.place(parameter).toString())
                : JsonValue.NULL);
  }
}
