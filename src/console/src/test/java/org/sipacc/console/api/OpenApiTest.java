package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The document and the resources must tell the same. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static final Pattern REFERENCE =
      Pattern.compile("\"#/components/([a-z]+)/(\\w+)\"", Pattern.CASE_INSENSITIVE);

  private final Map<?, ?> document =
      (Map<?, ?>)
          new Load(LoadSettings.builder().build()).loadFromString(OpenApiResource.document());

  @Test
  void everyResourceIsInTheDocumentWithItsRoleAndNothingElseIs() {
    assertThat(documented()).isEqualTo(implemented());
  }

  @Test
  void everyMethodSaysWhichRoleItTakes() {
    assertThat(methods())
        .allSatisfy(
            method ->
                assertThat(
                        method.isAnnotationPresent(RequiredRole.class)
                            || method.isAnnotationPresent(WithoutLogin.class))
                    .as(method.toString())
                    .isTrue());
  }

  @Test
  void onlyTheLoginIsOpen() {
    assertThat(methods().filter(method -> method.isAnnotationPresent(WithoutLogin.class)))
        .extracting(Method::getName)
        .containsExactly("login");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Map<?, ?> components = (Map<?, ?>) document.get("components");
    Matcher references = REFERENCE.matcher(OpenApiResource.document());
    Set<String> missing = new LinkedHashSet<>();
    while (references.find()) {
      if (!((Map<?, ?>) components.get(references.group(1))).containsKey(references.group(2))) {
        missing.add(references.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyOperationAnswersProblems() {
    paths()
        .forEach(
            (path, item) ->
                item.forEach(
                    (name, operation) -> {
                      if (METHODS.contains(name.toString())) {
                        Map<?, ?> responses = (Map<?, ?>) ((Map<?, ?>) operation).get("responses");
                        assertThat(responses.containsKey("default")).as(path + name).isTrue();
                      }
                    }));
  }

  private Map<String, Map<?, ?>> paths() {
    Map<String, Map<?, ?>> paths = new TreeMap<>();
    ((Map<?, ?>) document.get("paths"))
        .forEach((path, item) -> paths.put(path.toString(), (Map<?, ?>) item));
    return paths;
  }

  /** {@code GET /calls/{uid} viewer} and so on. */
  private Set<String> documented() {
    Set<String> operations = new TreeSet<>();
    paths()
        .forEach(
            (path, item) ->
                item.forEach(
                    (name, operation) -> {
                      if (METHODS.contains(name.toString())) {
                        operations.add(
                            name.toString().toUpperCase(Locale.ROOT)
                                + " "
                                + path
                                + " "
                                + ((Map<?, ?>) operation).get("x-role"));
                      }
                    }));
    return operations;
  }

  private static Set<String> implemented() {
    Set<String> operations = new TreeSet<>();
    methods()
        .forEach(method -> operations.add(verb(method) + " " + path(method) + " " + role(method)));
    return operations;
  }

  private static Stream<Method> methods() {
    return new ManagementApplication()
        .getClasses().stream()
            .filter(type -> type.isAnnotationPresent(Path.class))
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> !verb(method).isEmpty());
  }

  private static String verb(Method method) {
    return Stream.of(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(annotation -> annotation != null)
        .map(HttpMethod::value)
        .findFirst()
        .orElse("");
  }

  private static String path(Method method) {
    String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
    Path own = method.getAnnotation(Path.class);
    return own == null ? path : path + "/" + own.value();
  }

  private static String role(Method method) {
    return method.isAnnotationPresent(WithoutLogin.class)
        ? "nobody"
        : RoleCheck.neededFor(method).name().toLowerCase(Locale.ROOT);
  }

  @Test
  void theCallsOfAnExportHaveTheMembersOfTheDocument() {
    Map<?, ?> schemas = (Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas");
    Map<?, ?> call = (Map<?, ?>) ((Map<?, ?>) schemas.get("Call")).get("properties");
    assertThat(new HashSet<Object>(CallsResource.COLUMNS)).isEqualTo(new HashSet<>(call.keySet()));
    Map<?, ?> row = (Map<?, ?>) ((Map<?, ?>) schemas.get("Record")).get("properties");
    assertThat(new HashSet<Object>(StoredJson.recordColumns(true, List.of())))
        .isEqualTo(new HashSet<>(row.keySet()));
  }
}
