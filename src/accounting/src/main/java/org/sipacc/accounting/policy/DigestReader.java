package org.sipacc.accounting.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.DatabaseNames;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.Template;
import org.sipacc.sip.digest.Challenger;
import org.sipacc.sip.digest.DigestAlgorithm;

/** Reads the functions of the modules auth and auth_db. */
final class DigestReader {
  private static final String USUAL_TABLE = "subscriber";

  private final Parameters parameters;
  private final TextReader texts;

  DigestReader(Parameters parameters, TextReader texts) {
    this.parameters = parameters;
    this.texts = texts;
  }

  Action authenticate(Place place, Yaml value) {
    Optional<Yaml.Mapping> arguments = arguments(ActionWord.AUTHENTICATE, value);
    String table =
        argument(arguments, "table").map(yaml -> yaml.asScalar("table").text()).orElse(USUAL_TABLE);
    if (!DatabaseNames.isValid(table)) {
      throw new ConfigurationException(
          argument(arguments, "table").orElse(value).place(),
          "table " + DatabaseNames.problem(table));
    }
    return new DigestActions.Authenticate(place, challenger(arguments), realm(arguments), table);
  }

  Action challenge(Place place, Yaml value) {
    Optional<Yaml.Mapping> arguments = arguments(ActionWord.CHALLENGE, value);
    return new DigestActions.Ask(
        place,
        challenger(arguments),
        realm(arguments),
        argument(arguments, "qop").map(DigestReader::qop).orElse(true),
        argument(arguments, "algorithms").map(this::algorithms).orElseGet(this::possible));
  }

  private Optional<Yaml.Mapping> arguments(ActionWord word, Yaml value) {
    if (value instanceof Yaml.Empty) {
      return Optional.empty();
    }
    Yaml.Mapping mapping = value.asMapping(word.key());
    texts.checkKeys("argument", mapping, word.arguments());
    return Optional.of(mapping);
  }

  private static Optional<Yaml> argument(Optional<Yaml.Mapping> arguments, String key) {
    return arguments.flatMap(mapping -> mapping.get(key));
  }

  private Optional<Template> realm(Optional<Yaml.Mapping> arguments) {
    return argument(arguments, "realm")
        .map(yaml -> yaml.asScalar("realm"))
        .filter(realm -> !realm.text().isEmpty())
        .map(texts::template);
  }

  private static Challenger challenger(Optional<Yaml.Mapping> arguments) {
    return argument(arguments, "as").map(DigestReader::challenger).orElse(Challenger.PROXY);
  }

  private static Challenger challenger(Yaml as) {
    return switch (as.asScalar("as").text()) {
      case "proxy" -> Challenger.PROXY;
      case "user" -> Challenger.USER;
      default ->
          throw new ConfigurationException(
              as.place(), "as must be proxy (407) or user (401), found " + as.kind());
    };
  }

  private static boolean qop(Yaml qop) {
    return switch (qop.asScalar("qop").text()) {
      case "auth" -> true;
      case "none" -> false;
      default ->
          throw new ConfigurationException(
              qop.place(), "qop must be auth or none, found " + qop.kind());
    };
  }

  private List<DigestAlgorithm> algorithms(Yaml value) {
    List<DigestAlgorithm> algorithms =
        value.asScalars("algorithms").stream()
            .flatMap(scalar -> Arrays.stream(scalar.text().split("\\|", -1)))
            .map(word -> algorithm(value, word.strip()))
            .distinct()
            .toList();
    if (algorithms.isEmpty()) {
      throw new ConfigurationException(
          value.place(), "algorithms has an empty list; write algorithms: SHA-256|MD5");
    }
    return algorithms;
  }

  private DigestAlgorithm algorithm(Yaml value, String word) {
    DigestAlgorithm algorithm =
        DigestAlgorithm.ofToken(word)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        value.place(), "unknown algorithm " + word + "; write SHA-256 or MD5"));
    if (!possible().contains(algorithm)) {
      throw new ConfigurationException(
          value.place(),
          "SHA-256 needs the password or its SHA-256 hash in the table; set"
              + " auth_db.hash_column_sha256 to the column that has it, or auth_db.calculate_ha1 to"
              + " 1");
    }
    return algorithm;
  }

  /** Those for which the table has what is needed. */
  private List<DigestAlgorithm> possible() {
    return parameters.get(Catalogue.CALCULATE_HA1)
            || parameters.get(Catalogue.HASH_COLUMN_SHA256).isPresent()
        ? List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5)
        : List.of(DigestAlgorithm.MD5);
  }
}
