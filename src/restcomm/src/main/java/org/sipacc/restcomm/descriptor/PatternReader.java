package org.sipacc.restcomm.descriptor;

import java.util.ArrayList;
import java.util.List;
import org.sipacc.restcomm.descriptor.Pattern.And;
import org.sipacc.restcomm.descriptor.Pattern.Compares;
import org.sipacc.restcomm.descriptor.Pattern.Comparison;
import org.sipacc.restcomm.descriptor.Pattern.Exists;
import org.sipacc.restcomm.descriptor.Pattern.Not;
import org.sipacc.restcomm.descriptor.Pattern.Or;

/** Reads the condition inside a {@code <pattern>}. */
final class PatternReader {

  private PatternReader() {}

  static Pattern read(XmlElement pattern) throws SipXmlException {
    return condition(onlyChild(pattern));
  }

  private static Pattern condition(XmlElement element) throws SipXmlException {
    return switch (element.name()) {
      case "and" -> new And(operands(element));
      case "or" -> new Or(operands(element));
      case "not" -> new Not(condition(onlyChild(element)));
      case "exists" -> new Exists(variable(element));
      case "equal" -> comparison(element, Comparison.EQUAL);
      case "contains" -> comparison(element, Comparison.CONTAINS);
      case "subdomain-of" -> comparison(element, Comparison.SUBDOMAIN_OF);
      default ->
          throw element.problem(
              "is no condition; write and, or, not, equal, contains, exists or subdomain-of");
    };
  }

  private static List<Pattern> operands(XmlElement element) throws SipXmlException {
    if (element.children().isEmpty()) {
      throw element.problem("has no condition in it");
    }
    List<Pattern> operands = new ArrayList<>();
    for (XmlElement child : element.children()) {
      operands.add(condition(child));
    }
    return List.copyOf(operands);
  }

  private static Pattern comparison(XmlElement element, Comparison how) throws SipXmlException {
    boolean ignoreCase = "true".equals(element.attributes().get("ignore-case"));
    return new Compares(variable(element), how, element.requiredText("value"), ignoreCase);
  }

  private static RequestVariable variable(XmlElement element) throws SipXmlException {
    String name = element.requiredText("var");
    return RequestVariable.parse(name)
        .orElseThrow(
            () ->
                element.problem(
                    "has the variable '" + name + "', which JSR 289 section 16.1 does not know"));
  }

  private static XmlElement onlyChild(XmlElement element) throws SipXmlException {
    if (element.children().size() != 1) {
      throw element.problem("must hold exactly one condition");
    }
    return element.children().get(0);
  }
}
