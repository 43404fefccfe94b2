package org.sipacc.accounting.parameter;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;

/** The parties of a call in the words of RFC 2865, which {@code radius_profile: full} records. */
final class PartyAttributes {
  private static final List<ExtraDefinition> ALL =
      ExtraDefinition.parse(
          Backend.AAA,
          Catalogue.RADIUS_PROFILE.fullName(),
          List.of(
              new RawText(
                  "User-Name=$fU;Calling-Station-Id=$fU;Called-Station-Id=$rU",
                  new Place(Catalogue.RADIUS_PROFILE.fullName()))));

  private PartyAttributes() {}

  /** Those that no other parameter declares. */
  static List<ExtraDefinition> of(Parameters parameters) {
    if (!parameters.hasFullRadius()) {
      return List.of();
    }
    Set<String> declared =
        Stream.of(
                parameters.get(Catalogue.EXTRA_FIELDS).of(Backend.AAA).stream()
                    .map(Declaration::name),
                parameters.legFields().of(Backend.AAA).stream().map(Declaration::name),
                parameters.get(Catalogue.AAA_EXTRA).stream().map(ExtraDefinition::name))
            .flatMap(names -> names)
            .collect(Collectors.toSet());
    return ALL.stream().filter(definition -> !declared.contains(definition.name())).toList();
  }
}
