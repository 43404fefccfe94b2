package org.sipacc.restcomm;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.catalina.WebResource;
import org.apache.catalina.WebResourceRoot;
import org.apache.tomcat.util.bcel.classfile.AnnotationEntry;
import org.apache.tomcat.util.bcel.classfile.ClassFormatException;
import org.apache.tomcat.util.bcel.classfile.ClassParser;
import org.apache.tomcat.util.bcel.classfile.ElementValuePair;
import org.apache.tomcat.util.bcel.classfile.JavaClass;
import org.sipacc.restcomm.descriptor.AnnotatedClasses;
import org.sipacc.restcomm.descriptor.SipListenerDeclaration;
import org.sipacc.restcomm.descriptor.SipServletDeclaration;
import org.sipacc.restcomm.descriptor.SipXmlException;

/**
 * Looks for the annotations of JSR 289 in the class files of a web application: those of
 * WEB-INF/classes, and of the jars in WEB-INF/lib. No class is loaded.
 */
final class SipAnnotations {
  private static final String PACKAGE = "Ljavax/servlet/sip/annotation/";
  private static final String APPLICATION = PACKAGE + "SipApplication;";
  private static final String SERVLET = PACKAGE + "SipServlet;";
  private static final String LISTENER = PACKAGE + "SipListener;";
  private static final String KEY = PACKAGE + "SipApplicationKey;";

  private final List<SipServletDeclaration> servlets = new ArrayList<>();
  private final List<SipListenerDeclaration> listeners = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();
  private Map<String, String> application = Map.of();
  private Optional<String> keyClass = Optional.empty();

  private SipAnnotations() {}

  /**
   * What the classes of an application say.
   *
   * @throws SipXmlException if they say two things of one application
   * @throws IOException if they cannot be read
   */
  static AnnotatedClasses of(WebResourceRoot resources) throws SipXmlException, IOException {
    SipAnnotations annotations = new SipAnnotations();
    annotations.directory(resources, "/WEB-INF/classes");
    for (WebResource jar : resources.listResources("/WEB-INF/lib")) {
      if (jar.getName().endsWith(".jar")) {
        annotations.jar(jar);
      }
    }
    return annotations.found();
  }

  private void directory(WebResourceRoot resources, String path)
      throws SipXmlException, IOException {
    for (WebResource resource : resources.listResources(path)) {
      if (resource.isDirectory()) {
        directory(resources, path + "/" + resource.getName());
      } else if (resource.getName().endsWith(".class")) {
        try (InputStream in = resource.getInputStream()) {
          classFile(in);
        }
      }
    }
  }

  private void jar(WebResource jar) throws SipXmlException, IOException {
    try (ZipInputStream zip = new ZipInputStream(jar.getInputStream())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          classFile(zip);
        }
      }
    }
  }

  private void classFile(InputStream in) throws SipXmlException, IOException {
    JavaClass type;
    try {
      type = new ClassParser(in).parse();
    } catch (ClassFormatException e) {
      return; // the class loader tells, if anybody needs it
    }
    for (AnnotationEntry annotation : entries(type.getAllAnnotationEntries())) {
      if (annotation.getAnnotationType().equals(KEY)) {
        keyClass = Optional.of(type.getClassName());
      }
    }
    for (AnnotationEntry annotation : entries(type.getAnnotationEntries())) {
      Map<String, String> values = values(annotation);
      switch (annotation.getAnnotationType()) {
        case APPLICATION -> application(values);
        case SERVLET -> {
          Optional.ofNullable(values.get("applicationName")).ifPresent(names::add);
          servlets.add(servlet(type.getClassName(), values));
        }
        case LISTENER -> {
          Optional.ofNullable(values.get("applicationName")).ifPresent(names::add);
          listeners.add(new SipListenerDeclaration(type.getClassName(), 0));
        }
        default -> {}
      }
    }
  }

  private static AnnotationEntry[] entries(AnnotationEntry[] entries) {
    return entries == null ? new AnnotationEntry[0] : entries;
  }

  /** Those that were written; an empty text is as good as none. */
  private static Map<String, String> values(AnnotationEntry annotation) {
    Map<String, String> values = new HashMap<>();
    for (ElementValuePair pair : annotation.getElementValuePairs()) {
      String value = pair.getValue().stringifyValue();
      if (!value.isEmpty()) {
        values.put(pair.getNameString(), value);
      }
    }
    return values;
  }

  private void application(Map<String, String> values) throws SipXmlException {
    if (!application.isEmpty()) {
      throw new SipXmlException(
          "@SipApplication stands at two packages; this server takes one application of a WAR");
    }
    application = values;
  }

  /** JSR 289 section 18.2.1: without a name it is the class's own. */
  private static SipServletDeclaration servlet(String className, Map<String, String> values) {
    return new SipServletDeclaration(
        values.getOrDefault("name", className.substring(className.lastIndexOf('.') + 1)),
        className,
        Map.of(),
        Integer.parseInt(values.getOrDefault("loadOnStartup", "-1")),
        0);
  }

  private AnnotatedClasses found() throws SipXmlException {
    Optional<String> name = Optional.ofNullable(application.get("name"));
    if (name.isEmpty() && names.size() > 1) {
      throw new SipXmlException(
          "the annotations name the applications "
              + String.join(", ", names)
              + "; this server takes one application of a WAR");
    }
    return new AnnotatedClasses(
        name.or(() -> names.stream().findFirst()),
        List.copyOf(servlets),
        List.copyOf(listeners),
        Optional.ofNullable(application.get("mainServlet")),
        number("sessionTimeout"),
        number("proxyTimeout"),
        keyClass);
  }

  private OptionalInt number(String name) {
    String value = application.get(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }
}
