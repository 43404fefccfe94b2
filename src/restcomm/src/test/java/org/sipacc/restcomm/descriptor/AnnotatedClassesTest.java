package org.sipacc.restcomm.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnnotatedClassesTest {
  private static final AnnotatedClasses ANNOTATED =
      new AnnotatedClasses(
          Optional.of("by-annotation"),
          List.of(
              new SipServletDeclaration("first", "org.example.First", Map.of(), 1, 0),
              new SipServletDeclaration("second", "org.example.Second", Map.of(), -1, 0)),
          List.of(new SipListenerDeclaration("org.example.Heard", 0)),
          Optional.of("first"),
          OptionalInt.of(7),
          OptionalInt.empty(),
          Optional.of("org.example.First"));

  private static SipDescriptor read(String attributes, String elements) throws SipXmlException {
    String xml =
        "<sip-app xmlns=\"http://www.jcp.org/xml/ns/sipservlet\" version=\"1.1\" "
            + attributes
            + ">"
            + elements
            + "</sip-app>";
    return SipXmlReader.read(
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), ANNOTATED);
  }

  @Test
  void areAnApplicationByThemselves() throws SipXmlException {
    SipDescriptor descriptor = ANNOTATED.descriptor();

    assertThat(descriptor.appName()).isEqualTo("by-annotation");
    assertThat(descriptor.mainServlet()).contains("first");
    assertThat(descriptor.sessionTimeoutMinutes()).hasValue(7);
    assertThat(descriptor.keyClass()).contains("org.example.First");
  }

  @Test
  void addToWhatSipXmlSays() throws SipXmlException {
    SipDescriptor descriptor =
        read(
            "",
            "<app-name>by-xml</app-name><servlet><servlet-name>other</servlet-name>"
                + "<servlet-class>org.example.First</servlet-class></servlet>"
                + "<session-config><session-timeout>3</session-timeout></session-config>");

    assertThat(descriptor.appName()).isEqualTo("by-xml");
    assertThat(descriptor.servlets())
        .extracting(SipServletDeclaration::name)
        .containsExactly("other", "second");
    assertThat(descriptor.listeners()).hasSize(1);
    assertThat(descriptor.sessionTimeoutMinutes()).hasValue(3);
  }

  @Test
  void areLeftAsideWhereSipXmlIsComplete() throws SipXmlException {
    SipDescriptor descriptor =
        read(
            "metadata-complete=\"true\"",
            "<app-name>by-xml</app-name><servlet><servlet-name>only</servlet-name>"
                + "<servlet-class>org.example.Only</servlet-class></servlet>");

    assertThat(descriptor.servlets())
        .extracting(SipServletDeclaration::name)
        .containsExactly("only");
    assertThat(descriptor.listeners()).isEmpty();
    assertThat(descriptor.keyClass()).isEmpty();
  }

  @Test
  void sayWhatIsMissing() {
    assertThatThrownBy(
            () ->
                new AnnotatedClasses(
                        Optional.empty(),
                        ANNOTATED.servlets(),
                        List.of(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty())
                    .descriptor())
        .hasMessageContaining("do not name the application")
        .hasMessageContaining("@SipApplication(name = ...)");
    assertThatThrownBy(
            () ->
                new AnnotatedClasses(
                        Optional.of("app"),
                        ANNOTATED.servlets(),
                        List.of(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty())
                    .descriptor())
        .hasMessageContaining("2 servlets")
        .hasMessageContaining("mainServlet");
  }
}
