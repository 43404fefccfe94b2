package org.sipacc.accounting.parameter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;

/** What must hold between parameters. */
final class Consistency {
  private static final List<Parameter<String>> CORE_COLUMNS =
      List.of(
          Catalogue.METHOD_COLUMN,
          Catalogue.FROM_TAG_COLUMN,
          Catalogue.TO_TAG_COLUMN,
          Catalogue.CALLID_COLUMN,
          Catalogue.SIP_CODE_COLUMN,
          Catalogue.SIP_REASON_COLUMN,
          Catalogue.TIME_COLUMN);

  /** Columns without a parameter that renames them. */
  private static final List<String> FIXED_COLUMNS =
      List.of("id", "duration", "ms_duration", "setuptime", "created", "record_id", "call_uid");

  private static final List<String> EVENT_PARAMETERS =
      List.of(
          "method",
          "from_tag",
          "to_tag",
          "callid",
          "sip_code",
          "sip_reason",
          "time",
          "duration",
          "ms_duration",
          "setuptime",
          "created");

  private final Parameters parameters;

  Consistency(Parameters parameters) {
    this.parameters = parameters;
  }

  void check() {
    checkBackends();
    checkVariables();
    checkColumns();
    for (Backend backend : List.of(Backend.LOG, Backend.AAA)) {
      claimExtras(new HashMap<>(), backend);
    }
    checkEventParameters();
    checkReserve();
    checkPeers();
    if (parameters.get(Catalogue.DETECT_DIRECTION) && !parameters.get(Catalogue.APPEND_FROMTAG)) {
      throw new ConfigurationException(
          parameters.place(Catalogue.DETECT_DIRECTION),
          "acc.detect_direction needs the From tag in Record-Route; write rr: {append_fromtag: 1}");
    }
  }

  private void checkReserve() {
    if (parameters.get(Catalogue.JOURNAL_RESERVE)
        <= parameters.get(Catalogue.JOURNAL_MAX_SIZE) / 2) {
      return;
    }
    boolean reserveSet = parameters.isSet(Catalogue.JOURNAL_RESERVE);
    throw new ConfigurationException(
        parameters.place(reserveSet ? Catalogue.JOURNAL_RESERVE : Catalogue.JOURNAL_MAX_SIZE),
        "sipacc.journal_reserve is more than half of sipacc.journal_max_size, which leaves too little"
            + " for calls; raise journal_max_size or lower journal_reserve, as in journal_reserve:"
            + " 4M");
  }

  private void checkPeers() {
    if (parameters.get(Catalogue.PEERS).isEmpty()) {
      return;
    }
    if (!parameters.isSet(Catalogue.NODE)) {
      throw new ConfigurationException(
          parameters.place(Catalogue.PEERS),
          "sipacc.peers needs a number for this node that no other node has; write core: {node: 1}");
    }
    if (!parameters.databaseEnabled()) {
      throw new ConfigurationException(
          parameters.place(Catalogue.PEERS),
          "sipacc.peers needs a database that all nodes use; set acc.db_url");
    }
  }

  private void checkBackends() {
    for (Parameter<FieldDeclarations> fields :
        List.of(Catalogue.EXTRA_FIELDS, Catalogue.LEG_FIELDS)) {
      checkBackend(fields, Backend.DB, !parameters.get(fields).of(Backend.DB).isEmpty());
      checkBackend(fields, Backend.AAA, !parameters.get(fields).of(Backend.AAA).isEmpty());
    }
    checkBackend(Catalogue.DB_EXTRA, Backend.DB, !parameters.get(Catalogue.DB_EXTRA).isEmpty());
    checkBackend(Catalogue.AAA_EXTRA, Backend.AAA, !parameters.get(Catalogue.AAA_EXTRA).isEmpty());
  }

  /** Of {@code db_extra} and its like: a tag that nobody can set would always be empty. */
  private void checkVariables() {
    for (Backend backend : Backend.values()) {
      Parameter<List<ExtraDefinition>> extra = Catalogue.extraOf(backend);
      for (ExtraDefinition definition : parameters.get(extra)) {
        definition
            .value()
            .variables()
            .forEach(variable -> parameters.checkDeclared(variable, parameters.place(extra)));
      }
    }
  }

  private void checkBackend(Parameter<?> parameter, Backend backend, boolean hasFields) {
    if (hasFields && backend == Backend.DB && !parameters.databaseEnabled()) {
      throw new ConfigurationException(
          parameters.place(parameter),
          parameter
              + " has fields for db, but acc.db_url is empty, which switches the database off;"
              + " name a database in db_url or remove these fields");
    }
    if (hasFields && backend == Backend.AAA && !parameters.aaaEnabled()) {
      throw new ConfigurationException(
          parameters.place(parameter),
          parameter
              + " has fields for aaa, but acc.aaa_url is not set; set it, as in"
              + " aaa_url: \"radius:/etc/sipacc/radius.conf\", or remove these fields");
    }
  }

  /** Columns of one table; databases do not tell their letter case. */
  private void checkColumns() {
    Map<String, String> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    FIXED_COLUMNS.forEach(column -> owners.put(column, "a column that always exists"));
    for (Parameter<String> parameter : CORE_COLUMNS) {
      claim(owners, parameters.get(parameter), parameter, parameter.fullName());
    }
    claimExtras(owners, Backend.DB);
    claimFields(owners, Catalogue.LEG_FIELDS, Backend.DB);
  }

  /** Parameters of one event: JSON has no two members of one name. */
  private void checkEventParameters() {
    Map<String, String> owners = new HashMap<>();
    EVENT_PARAMETERS.forEach(name -> owners.put(name, "a parameter that events always have"));
    claimExtras(owners, Backend.EVI);
    claimFields(owners, Catalogue.LEG_FIELDS, Backend.EVI);
  }

  private void claimExtras(Map<String, String> owners, Backend backend) {
    claimFields(owners, Catalogue.EXTRA_FIELDS, backend);
    Parameter<List<ExtraDefinition>> extra = Catalogue.extraOf(backend);
    for (ExtraDefinition definition : parameters.get(extra)) {
      claim(owners, definition.name(), extra, extra.fullName());
    }
  }

  private void claimFields(
      Map<String, String> owners, Parameter<FieldDeclarations> fields, Backend backend) {
    for (FieldDeclarations.Declaration field : parameters.get(fields).of(backend)) {
      claim(owners, field.name(), fields, fields + " tag " + field.tag());
    }
  }

  /** No name may mean two things in one record. */
  private void claim(
      Map<String, String> owners, String name, Parameter<?> parameter, String owner) {
    String former = owners.putIfAbsent(name, owner);
    if (former != null) {
      throw new ConfigurationException(
          parameters.place(parameter),
          owner + ": the name " + name + " is taken by " + former + "; choose another");
    }
  }
}
