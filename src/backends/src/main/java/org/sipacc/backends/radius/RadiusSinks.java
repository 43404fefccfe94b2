package org.sipacc.backends.radius;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.ExtraDefinition;
import org.sipacc.accounting.parameter.FieldDeclarations;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;
import org.sipacc.accounting.parameter.Parameter;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.RadiusProfile;
import org.sipacc.delivery.FileCursor;
import org.sipacc.delivery.Sink;

/** The sink of the aaa backend as the parameters want it. */
public final class RadiusSinks {
  private final Parameters parameters;
  private final RadiusDictionary dictionary;

  private RadiusSinks(Parameters parameters, RadiusDictionary dictionary) {
    this.parameters = parameters;
    this.dictionary = dictionary;
  }

  /**
   * The sink; none without {@code aaa_url}.
   *
   * @param configuration what relative paths in {@code aaa_url} are relative to
   * @param cursors the directory of the cursor
   * @throws ConfigurationException if {@code aaa_url} or a file it leads to is wrong, or a field's
   *     name is no attribute
   */
  public static List<Sink> of(Parameters parameters, Optional<Path> configuration, Path cursors) {
    return parameters.get(Catalogue.AAA_URL).stream()
        .<Sink>map(url -> sink(parameters, url, configuration.orElse(Path.of("")), cursors))
        .toList();
  }

  private static RadiusSink sink(Parameters parameters, String url, Path directory, Path cursors) {
    RadiusConfiguration configuration = AaaUrl.read(url, directory);
    RadiusDictionary dictionary = DictionaryReader.read(configuration.dictionary());
    new RadiusSinks(parameters, dictionary).checkFields();
    AccountingRequests requests = requests(parameters, dictionary);
    InstantSource clock = InstantSource.system();
    TimeOrderedId session =
        TimeOrderedId.of(
            clock.millis(), parameters.get(Catalogue.NODE), ThreadLocalRandom.current().nextLong());
    return new RadiusSink(
        requests,
        new RadiusClient(configuration),
        new FileCursor(cursors, Backend.AAA.token()),
        Optional.of(new ClientSession(requests, session))
            .filter(s -> parameters.get(Catalogue.RADIUS_PROFILE) == RadiusProfile.FULL),
        clock);
  }

  private static AccountingRequests requests(Parameters parameters, RadiusDictionary dictionary) {
    try {
      return new AccountingRequests(
          dictionary,
          parameters.get(Catalogue.SERVICE_TYPE),
          parameters.get(Catalogue.RADIUS_PROFILE));
    } catch (UnencodableException e) {
      throw new ConfigurationException(new Place("acc.aaa_url"), e.getMessage());
    }
  }

  private void checkFields() {
    for (Parameter<FieldDeclarations> fields :
        List.of(Catalogue.EXTRA_FIELDS, Catalogue.LEG_FIELDS)) {
      check(fields, parameters.get(fields).of(Backend.AAA).stream().map(Declaration::name));
    }
    check(
        Catalogue.AAA_EXTRA,
        parameters.get(Catalogue.AAA_EXTRA).stream().map(ExtraDefinition::name));
  }

  private void check(Parameter<?> parameter, Stream<String> names) {
    names.forEach(
        name -> {
          try {
            dictionary.attribute(name);
          } catch (UnencodableException e) {
            throw new ConfigurationException(
                parameters.place(parameter), parameter + ": " + e.getMessage());
          }
        });
  }
}
