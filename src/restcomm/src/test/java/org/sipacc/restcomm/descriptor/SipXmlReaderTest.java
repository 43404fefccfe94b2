package org.sipacc.restcomm.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipXmlReaderTest {

  private static final String SERVLETS =
      """
      <servlet><servlet-name>a</servlet-name><servlet-class>x.A</servlet-class></servlet>
      <servlet><servlet-name>b</servlet-name><servlet-class>x.B</servlet-class>
        <init-param><param-name>p</param-name><param-value>v</param-value></init-param>
        <load-on-startup>2</load-on-startup></servlet>
      """;

  private static SipDescriptor read(String content) throws SipXmlException {
    String xml = "<sip-app>\n<app-name>app</app-name>\n" + content + "</sip-app>";
    return SipXmlReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void servletsListenersAndTimesAreRead() throws SipXmlException {
    SipDescriptor app =
        read(
            SERVLETS
                + """
                <servlet-selection><main-servlet>b</main-servlet></servlet-selection>
                <listener><listener-class>x.L</listener-class></listener>
                <context-param><param-name>c</param-name><param-value>d</param-value></context-param>
                <session-config><session-timeout>7</session-timeout></session-config>
                <proxy-config><sequential-search-timeout>9</sequential-search-timeout></proxy-config>
                """);
    assertThat(app.appName()).isEqualTo("app");
    assertThat(app.mainServlet()).contains("b");
    assertThat(app.servlets())
        .extracting(SipServletDeclaration::loadOnStartup)
        .containsExactly(-1, 2);
    assertThat(app.servlets().get(1).initParams()).containsEntry("p", "v");
    assertThat(app.listeners())
        .extracting(SipListenerDeclaration::className)
        .containsExactly("x.L");
    assertThat(app.contextParams()).containsEntry("c", "d");
    assertThat(app.sessionTimeoutMinutes()).hasValue(7);
    assertThat(app.proxyTimeoutSeconds()).hasValue(9);
  }

  @Test
  void securityConstraintsAreReadByTheirCollections() throws SipXmlException {
    SipDescriptor app =
        read(
            SERVLETS
                + """
                <security-constraint>
                  <resource-collection><servlet-name>a</servlet-name><sip-method>INVITE</sip-method></resource-collection>
                  <resource-collection/>
                  <proxy-authentication/>
                  <auth-constraint><role-name>r</role-name><role-name>*</role-name></auth-constraint>
                </security-constraint>
                <security-constraint><resource-collection/></security-constraint>
                <security-role><role-name>r</role-name></security-role>
                <login-config><auth-method>DIGEST</auth-method><realm-name>here</realm-name></login-config>
                """);

    assertThat(app.realm()).contains("here");
    assertThat(app.securityConstraints())
        .as("the one without auth-constraint asks for nothing")
        .containsExactly(
            new SecurityConstraint(Set.of("a"), Set.of("INVITE"), true, Set.of("r", "*")),
            new SecurityConstraint(Set.of(), Set.of(), true, Set.of("r", "*")));
  }

  @Test
  void mappingsAreReadAsPatterns() throws SipXmlException {
    SipDescriptor app =
        read(
            SERVLETS
                + """
                <servlet-selection>
                  <servlet-mapping><servlet-name>a</servlet-name><pattern>
                    <and>
                      <equal><var>request.method</var><value>INVITE</value></equal>
                      <not><exists><var>request.uri.param.x</var></exists></not>
                      <or>
                        <subdomain-of><var>request.to.uri.host</var><value>example.org</value></subdomain-of>
                        <contains><var>request.from.display-name</var><value>bob</value></contains>
                      </or>
                    </and></pattern></servlet-mapping>
                </servlet-selection>
                """);
    assertThat(app.mappings()).hasSize(1);
    assertThat(app.mappings().get(0).pattern().toString())
        .isEqualTo(
            "(request.method EQUAL INVITE and not request.uri.param.x exists and"
                + " (request.to.uri.host SUBDOMAIN_OF example.org or"
                + " request.from.display-name CONTAINS bob))");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <wrong/>|line 3: <wrong> is unknown
          <security-constraint/>|line 3: <security-constraint> has no <resource-collection>
          <security-constraint><resource-collection/><auth-constraint/></security-constraint>|<security-constraint> needs a login: add <login-config>
          <security-constraint><resource-collection><servlet-name>z</servlet-name></resource-collection></security-constraint>|<servlet-name> names the servlet 'z'
          <security-constraint><resource-collection/><auth-constraint><role-name>r</role-name></auth-constraint></security-constraint><login-config><auth-method>DIGEST</auth-method></login-config>|<role-name> names the role 'r', which is not declared
          <security-constraint><resource-collection/><user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee></user-data-constraint></security-constraint>|asks for CONFIDENTIAL; this server has no TLS listener
          <login-config><auth-method>BASIC</auth-method></login-config>|line 3: <login-config> has <auth-method> 'BASIC'; write DIGEST
          <login-config><auth-method>DIGEST</auth-method><identity-assertion/></login-config>|holds <identity-assertion>, which is not supported
          <resource-ref/>|line 3: <resource-ref> is not read here; declare it in web.xml
          <servlet><servlet-name>a</servlet-name></servlet>|line 3: <servlet> has no <servlet-class>
          <listener><listener-class/></listener>|line 3: <listener-class> is empty
          <servlet-selection><main-servlet>z</main-servlet></servlet-selection>|<main-servlet> names the servlet 'z'
          <servlet-mapping><servlet-name>a</servlet-name><pattern><like/></pattern></servlet-mapping>|<like> is no condition
          <servlet-mapping><servlet-name>a</servlet-name><pattern><exists><var>request.body</var></exists></pattern></servlet-mapping>|'request.body'
          <proxy-config><proxy-timeout>0</proxy-timeout></proxy-config>|has <proxy-timeout> 0
          <session-config><session-timeout>x</session-timeout></session-config>|'x', which is no whole number
          <servlet>|is not well-formed XML
          """)
  void aMistakeIsNamedWithItsElement(String content, String message) {
    assertThatThrownBy(() -> read(content + SERVLETS))
        .isInstanceOf(SipXmlException.class)
        .hasMessageContaining(message);
  }

  @Test
  void externalEntitiesAreNotLoaded() {
    String xml =
        "<!DOCTYPE sip-app [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + "<sip-app><app-name>&e;</app-name></sip-app>";
    assertThatThrownBy(
            () -> SipXmlReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(SipXmlException.class);
  }
}
