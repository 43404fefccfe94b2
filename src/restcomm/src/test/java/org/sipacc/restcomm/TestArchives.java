package org.sipacc.restcomm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sipacc.restcomm.app.ActingServlet;
import org.sipacc.restcomm.app.EnginePage;
import org.sipacc.restcomm.app.Greeting;
import org.sipacc.restcomm.app.Journal;
import org.sipacc.restcomm.app.JournalBean;
import org.sipacc.restcomm.app.JournalPage;
import org.sipacc.restcomm.app.OrphanServlet;
import org.sipacc.restcomm.app.ProxyServlet;
import org.sipacc.restcomm.app.Sessions;

/** Builds the applications the tests deploy. */
final class TestArchives {

  static final String SIP_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <sip-app xmlns="http://www.jcp.org/xml/ns/sipservlet" version="1.1">
        <app-name>testapp</app-name>
        <distributable/>
        <servlet-selection><main-servlet>proxy</main-servlet></servlet-selection>
        <servlet>
          <servlet-name>proxy</servlet-name>
          <servlet-class>org.sipacc.restcomm.app.ProxyServlet</servlet-class>
          <init-param><param-name>colour</param-name><param-value>green</param-value></init-param>
          <load-on-startup>1</load-on-startup>
        </servlet>
        <context-param><param-name>flavour</param-name><param-value>sweet</param-value></context-param>
        <listener><listener-class>org.sipacc.restcomm.app.Sessions</listener-class></listener>
        <session-config><session-timeout>5</session-timeout></session-config>
        <proxy-config><proxy-timeout>30</proxy-timeout></proxy-config>
      </sip-app>
      """;

  private static final String BEANS_XML =
      "<beans xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"2.0\""
          + " bean-discovery-mode=\"all\"/>";

  private TestArchives() {}

  /** An EAR with an EJB jar and a WAR that holds this sip.xml. */
  static void ear(Path file, String sipXml) {
    Archive ejb =
        new Archive()
            .classes("", Journal.class, JournalBean.class)
            .text("META-INF/ejb-jar.xml", "<ejb-jar/>");
    Archive war =
        new Archive()
            .classes(
                "WEB-INF/classes/",
                ProxyServlet.class,
                ActingServlet.class,
                OrphanServlet.class,
                EnginePage.class,
                Sessions.class,
                Greeting.class,
                JournalPage.class)
            .text("WEB-INF/beans.xml", BEANS_XML)
            .text("WEB-INF/sip.xml", sipXml);
    new Archive()
        .bytes("app-ejb.jar", ejb.toBytes())
        .bytes("app-web.war", war.toBytes())
        .text(
            "META-INF/application.xml",
            """
            <application xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="8">
              <module><ejb>app-ejb.jar</ejb></module>
              <module><web><web-uri>app-web.war</web-uri><context-root>/app</context-root></web></module>
            </application>
            """)
        .writeTo(file);
  }

  /** A zip file in the making. */
  private static final class Archive {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    Archive bytes(String name, byte[] content) {
      entries.put(name, content);
      return this;
    }

    Archive text(String name, String content) {
      return bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Archive classes(String prefix, Class<?>... classes) {
      for (Class<?> c : classes) {
        String path = c.getName().replace('.', '/') + ".class";
        try (InputStream in = c.getClassLoader().getResourceAsStream(path)) {
          bytes(prefix + path, in.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return this;
    }

    byte[] toBytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }

    void writeTo(Path file) {
      try {
        Files.write(file, toBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
