package org.sipacc.restcomm.descriptor;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a small XML document with the line it starts on.
 *
 * @param name local name; namespaces are ignored
 * @param line line of its start tag, from 1
 * @param attributes by local name
 * @param children child elements, in order
 * @param text its own character data, stripped
 */
record XmlElement(
    String name, int line, Map<String, String> attributes, List<XmlElement> children, String text) {

  /** Elements for people, which may stand anywhere. */
  static final Set<String> TEXT = Set.of("description", "display-name", "icon");

  private static final int MAX_DEPTH = 32;

  /**
   * Reads a document. External entities and document type definitions are never loaded.
   *
   * @throws SipXmlException if it is not well-formed
   */
  static XmlElement read(InputStream in) throws SipXmlException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        // prolog
      }
      XmlElement root = element(reader, 0);
      while (reader.hasNext()) {
        reader.next();
      }
      return root;
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      throw new SipXmlException(line, "is not well-formed XML: " + firstLine(e.getMessage()));
    }
  }

  private static XmlElement element(XMLStreamReader reader, int depth)
      throws XMLStreamException, SipXmlException {
    String name = reader.getLocalName();
    int line = reader.getLocation().getLineNumber();
    if (depth > MAX_DEPTH) {
      throw new SipXmlException(line, "<" + name + "> is nested too deeply");
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(
              name, line, Map.copyOf(attributes), List.copyOf(children), text.toString().strip());
        }
        default -> {
          // comments and processing instructions
        }
      }
    }
  }

  private static String firstLine(String message) {
    int message0 = message.indexOf("Message: ");
    return message.substring(message0 < 0 ? 0 : message0 + 9).replaceAll("\\s+", " ");
  }

  /** The first child of that name. */
  Optional<XmlElement> child(String childName) {
    return children.stream().filter(c -> c.name.equals(childName)).findFirst();
  }

  /** Complains of a child that is not among those. */
  void only(Set<String> known) throws SipXmlException {
    for (XmlElement child : children) {
      if (!known.contains(child.name) && !TEXT.contains(child.name)) {
        throw child.problem("is not known inside <" + name + ">");
      }
    }
  }

  /** Its text, which must not be empty. */
  String value() throws SipXmlException {
    if (text.isEmpty()) {
      throw problem("is empty; write a value");
    }
    return text;
  }

  /** The text of the one child of that name, which must be there and not empty. */
  String requiredText(String childName) throws SipXmlException {
    XmlElement child =
        child(childName).orElseThrow(() -> problem("has no <" + childName + ">; add it"));
    return child.value();
  }

  /** A complaint about this element. */
  SipXmlException problem(String what) {
    return new SipXmlException(line, "<" + name + "> " + what);
  }
}
