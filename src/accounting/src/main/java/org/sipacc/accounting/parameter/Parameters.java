package org.sipacc.accounting.parameter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.AccountingSettings.FieldName;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.Variable;
import org.sipacc.accounting.variable.VariableIndex;

/**
 * The values of all parameters: valid, consistent with each other, and fixed until the next start.
 * They come from {@code sipacc.yaml}, the environment and the system properties; what comes later
 * in this list wins, parameter by parameter.
 */
public final class Parameters {
  /** The file's name within the configuration directory. */
  public static final String FILE_NAME = "sipacc.yaml";

  private final Map<Parameter<?>, Object> values = new HashMap<>();
  private final Map<Parameter<?>, Place> places = new HashMap<>();
  private final Map<Parameter<?>, List<String>> texts = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private Parameters(Map<Parameter<?>, List<RawText>> written) {
    for (Parameter<?> parameter : Catalogue.all()) {
      List<RawText> raw = written.get(parameter);
      if (raw == null) {
        values.put(parameter, parameter.defaultValue());
      } else {
        values.put(parameter, parameter.parse(raw, warnings::add));
        places.put(parameter, raw.get(0).place());
        texts.put(parameter, raw.stream().map(RawText::text).toList());
      }
    }
  }

  /**
   * Reads and checks all parameters.
   *
   * @param configDirectory where {@code sipacc.yaml} is; without a directory, or without the file
   *     in it, the built-in file takes its place: it accounts calls as the OpenSIPS blog does
   * @param environment {@code SIPACC_ACC_DB_URL}, or {@code SIPACC_ACC_DB_URL_FILE} with the name
   *     of a file that holds the value; variables of other names are not looked at
   * @param systemProperties {@code sipacc.acc.db_url}; others are not looked at
   * @throws ConfigurationException if anything is wrong; it names the place and tells what to write
   */
  public static Parameters load(
      Optional<Path> configDirectory,
      Map<String, String> environment,
      Properties systemProperties) {
    return load(ConfigurationFile.load(configDirectory, FILE_NAME), environment, systemProperties);
  }

  /** The values with no configuration at all. */
  public static Parameters builtIn() {
    return load(Optional.empty(), Map.of(), new Properties());
  }

  public static Parameters load(
      ConfigurationFile file, Map<String, String> environment, Properties systemProperties) {
    ParameterSources sources = new ParameterSources();
    sources.readFile(file);
    sources.readEnvironment(environment);
    sources.readProperties(systemProperties);
    Parameters parameters = new Parameters(sources.written());
    new Consistency(parameters).check();
    return parameters;
  }

  /** The value of a parameter of {@link Catalogue}. */
  @SuppressWarnings("unchecked") // put under its own parameter only
  public <T> T get(Parameter<T> parameter) {
    return (T) values.get(parameter);
  }

  /** Whether the parameter was written anywhere, rather than left at its default. */
  public boolean isSet(Parameter<?> parameter) {
    return places.containsKey(parameter);
  }

  /**
   * What was written for a parameter, once or several times; empty if it was left at its default.
   */
  public List<String> written(Parameter<?> parameter) {
    return texts.getOrDefault(parameter, List.of());
  }

  /** Where a parameter was written; its name if it was not. */
  public Place place(Parameter<?> parameter) {
    return places.getOrDefault(parameter, new Place(parameter.fullName()));
  }

  /** Whether there is a database: {@code db_url} names one, or is unset (the embedded one). */
  public boolean databaseEnabled() {
    return !get(Catalogue.DB_URL).equals(Optional.of(""));
  }

  /** The database to use; empty for the embedded one. Ask {@link #databaseEnabled} first. */
  public Optional<String> databaseUrl() {
    return get(Catalogue.DB_URL).filter(url -> !url.isEmpty());
  }

  /** Whether records can go to the backend: log and events need no configuration. */
  public boolean enables(Backend backend) {
    return switch (backend) {
      case DB -> databaseEnabled();
      case AAA -> aaaEnabled();
      case LOG, EVI -> true;
    };
  }

  /** Whether there is an AAA server to account to. */
  public boolean aaaEnabled() {
    return get(Catalogue.AAA_URL).isPresent();
  }

  /** Whether it gets whole sessions: {@code radius_profile} is {@code full}. */
  boolean hasFullRadius() {
    return aaaEnabled() && get(Catalogue.RADIUS_PROFILE) == RadiusProfile.FULL;
  }

  /** The names of the seven renameable columns. */
  public CoreColumns coreColumns() {
    return new CoreColumns(
        get(Catalogue.METHOD_COLUMN),
        get(Catalogue.FROM_TAG_COLUMN),
        get(Catalogue.TO_TAG_COLUMN),
        get(Catalogue.CALLID_COLUMN),
        get(Catalogue.SIP_CODE_COLUMN),
        get(Catalogue.SIP_REASON_COLUMN),
        get(Catalogue.TIME_COLUMN));
  }

  /** What they say about the records that are made. */
  public AccountingSettings accountingSettings() {
    return new AccountingSettings(
        get(Catalogue.DB_TABLE_ACC),
        get(Catalogue.DB_TABLE_MISSED_CALLS),
        coreColumns(),
        names(extraFields()),
        names(legFields()),
        new AccountingSettings.Options(
            get(Catalogue.EARLY_MEDIA),
            get(Catalogue.REPORT_CANCELS),
            get(Catalogue.DETECT_DIRECTION),
            get(Catalogue.CDR_ON_FAILED),
            get(Catalogue.FAILED_FILTER),
            hasFullRadius() ? Set.of(Backend.AAA) : Set.of(),
            get(Catalogue.INTERIM_BACKENDS)));
  }

  private static Map<Backend, List<FieldName>> names(FieldDeclarations fields) {
    Map<Backend, List<FieldName>> names = new EnumMap<>(Backend.class);
    for (Backend backend : Backend.values()) {
      names.put(
          backend,
          fields.of(backend).stream()
              .map(field -> new FieldName(field.tag(), field.name()))
              .toList());
    }
    return names;
  }

  /**
   * All extra fields: those of {@code extra_fields}, then for each backend those of its {@code
   * *_extra}. Which tags a policy may name, {@link #declaresExtra} tells.
   */
  public FieldDeclarations extraFields() {
    return get(Catalogue.EXTRA_FIELDS).with(extraDefinitions());
  }

  /** Whether {@code extra_fields} declares the tag, so that {@code $acc_extra(tag)} exists. */
  public boolean declaresExtra(String tag) {
    return get(Catalogue.EXTRA_FIELDS).declares(tag);
  }

  /** The fields of each leg. */
  public FieldDeclarations legFields() {
    return get(Catalogue.LEG_FIELDS);
  }

  /**
   * Checks that a variable's tag is declared.
   *
   * @throws ConfigurationException if it is not; the message says where to declare it
   */
  public void checkDeclared(Variable variable, Place place) {
    variable.index().flatMap(VariableIndex::variable).ifPresent(v -> checkDeclared(v, place));
    String tag = variable.argument();
    if (variable.isExtra() && !declaresExtra(tag)) {
      throw undeclared(variable, place, "extra_fields");
    }
    if (variable.isLeg() && !legFields().declares(tag)) {
      throw undeclared(variable, place, "leg_fields");
    }
  }

  private static ConfigurationException undeclared(
      Variable variable, Place place, String parameter) {
    return new ConfigurationException(
        place,
        variable
            + ": no tag "
            + variable.argument()
            + " is declared; write it into "
            + FILE_NAME
            + ", as in acc: {"
            + parameter
            + ": \""
            + Backend.DB.token()
            + ": "
            + variable.argument()
            + "\"}");
  }

  /**
   * What {@code log_extra}, {@code db_extra}, {@code aaa_extra} and {@code evi_extra} define, then
   * what {@code radius_profile} adds.
   */
  public List<ExtraDefinition> extraDefinitions() {
    return Stream.concat(
            Stream.of(Backend.values())
                .flatMap(backend -> get(Catalogue.extraOf(backend)).stream()),
            PartyAttributes.of(this).stream())
        .toList();
  }

  /** What is odd but no reason not to start; each names its place. To be logged at the start. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
