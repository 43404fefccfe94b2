package org.sipacc.accounting.parameter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.Place;

/** All parameters. {@code docs/reference/parameters.md} tells what each is for. */
public final class Catalogue {
  private static final int DAY_SECONDS = 86_400;
  private static final List<Parameter<?>> ALL = new ArrayList<>();

  public static final Parameter<List<ListenAddress>> LISTEN =
      add(Section.CORE, "listen", ParameterTypes.listenAddresses(), List.of(), "");
  public static final Parameter<ReplyStatus> UNKNOWN_DIALOG_REPLY =
      add(Section.CORE, "unknown_dialog_reply", ParameterTypes.failureReply(), "481");
  public static final Parameter<Integer> CORE_LOG_LEVEL =
      add(Section.CORE, "log_level", ParameterTypes.integer(-3, 4), "2");
  public static final Parameter<Boolean> MHOMED =
      add(Section.CORE, "mhomed", ParameterTypes.flag(), "0");
  public static final Parameter<ZoneId> TIME_ZONE =
      add(Section.CORE, "time_zone", ParameterTypes.timeZone(), ZoneId.systemDefault(), "");
  public static final Parameter<Integer> NODE =
      add(Section.CORE, "node", ParameterTypes.integer(0, 65_535), "0");

  public static final Parameter<Optional<String>> DB_URL =
      add(Section.ACC, "db_url", ParameterTypes.databaseUrl(), Optional.empty(), "");
  public static final Parameter<String> DB_TABLE_ACC = databaseName("db_table_acc", "acc");
  public static final Parameter<String> DB_TABLE_MISSED_CALLS =
      databaseName("db_table_missed_calls", "missed_calls");
  public static final Parameter<String> METHOD_COLUMN = databaseName("acc_method_column", "method");
  public static final Parameter<String> FROM_TAG_COLUMN =
      databaseName("acc_from_tag_column", "from_tag");
  public static final Parameter<String> TO_TAG_COLUMN = databaseName("acc_to_tag_column", "to_tag");
  public static final Parameter<String> CALLID_COLUMN = databaseName("acc_callid_column", "callid");
  public static final Parameter<String> SIP_CODE_COLUMN =
      databaseName("acc_sip_code_column", "sip_code");
  public static final Parameter<String> SIP_REASON_COLUMN =
      databaseName("acc_sip_reason_column", "sip_reason");
  public static final Parameter<String> TIME_COLUMN = databaseName("acc_time_column", "time");
  public static final Parameter<FieldDeclarations> EXTRA_FIELDS = fields("extra_fields");
  public static final Parameter<FieldDeclarations> LEG_FIELDS = fields("leg_fields");
  public static final Parameter<List<ExtraDefinition>> LOG_EXTRA = extra(Backend.LOG);
  public static final Parameter<List<ExtraDefinition>> DB_EXTRA = extra(Backend.DB);
  public static final Parameter<List<ExtraDefinition>> AAA_EXTRA = extra(Backend.AAA);
  public static final Parameter<List<ExtraDefinition>> EVI_EXTRA = extra(Backend.EVI);
  public static final Parameter<Boolean> EARLY_MEDIA =
      add(Section.ACC, "early_media", ParameterTypes.flag(), "0");
  public static final Parameter<Boolean> REPORT_CANCELS =
      add(Section.ACC, "report_cancels", ParameterTypes.flag(), "0");
  public static final Parameter<Boolean> DETECT_DIRECTION =
      add(Section.ACC, "detect_direction", ParameterTypes.flag(), "0");
  public static final Parameter<Set<Integer>> FAILED_FILTER =
      add(Section.ACC, "failed_filter", ParameterTypes.statusCodes(300), Set.of(), "");
  public static final Parameter<Boolean> CDR_ON_FAILED =
      add(Section.ACC, "cdr_on_failed", ParameterTypes.flag(), "0");
  public static final Parameter<Integer> ACC_LOG_LEVEL =
      add(Section.ACC, "log_level", ParameterTypes.logLevel(), "2");
  public static final Parameter<String> LOG_FACILITY =
      add(Section.ACC, "log_facility", ParameterTypes.logFacility(), "LOG_DAEMON");
  public static final Parameter<Optional<String>> AAA_URL =
      add(Section.ACC, "aaa_url", ParameterTypes.optionalText(), Optional.empty(), "");
  public static final Parameter<OptionalInt> SERVICE_TYPE =
      add(
          Section.ACC,
          "service_type",
          ParameterTypes.optionalInteger(0, Integer.MAX_VALUE),
          OptionalInt.empty(),
          "");

  public static final Parameter<Duration> FR_TIMEOUT =
      add(Section.TM, "fr_timeout", ParameterTypes.seconds(1, DAY_SECONDS), "30");
  public static final Parameter<Duration> FR_INV_TIMEOUT =
      add(Section.TM, "fr_inv_timeout", ParameterTypes.seconds(1, DAY_SECONDS), "120");

  public static final Parameter<Duration> DEFAULT_TIMEOUT =
      add(Section.DIALOG, "default_timeout", ParameterTypes.seconds(1, Integer.MAX_VALUE), "43200");
  public static final Parameter<Integer> DB_MODE =
      add(Section.DIALOG, "db_mode", ParameterTypes.integer(0, 3), "1");
  public static final Parameter<Duration> RACE_CONDITION_TIMEOUT =
      add(Section.DIALOG, "race_condition_timeout", ParameterTypes.seconds(1, DAY_SECONDS), "5");
  public static final Parameter<Duration> OPTIONS_PING_INTERVAL =
      add(Section.DIALOG, "options_ping_interval", ParameterTypes.seconds(1, DAY_SECONDS), "30");
  public static final Parameter<List<String>> PROFILES_WITH_VALUE =
      add(Section.DIALOG, "profiles_with_value", ParameterTypes.profiles(), List.of(), "");
  public static final Parameter<List<String>> PROFILES_NO_VALUE =
      add(Section.DIALOG, "profiles_no_value", ParameterTypes.profiles(), List.of(), "");

  public static final Parameter<Boolean> APPEND_FROMTAG =
      add(Section.RR, "append_fromtag", ParameterTypes.flag(), "1");

  public static final Parameter<Duration> NONCE_EXPIRE =
      add(Section.AUTH, "nonce_expire", ParameterTypes.seconds(1, DAY_SECONDS), "30");
  public static final Parameter<Optional<String>> AUTH_SECRET =
      add(Section.AUTH, "secret", ParameterTypes.optionalText(), Optional.empty(), "");

  public static final Parameter<Boolean> CALCULATE_HA1 =
      add(Section.AUTH_DB, "calculate_ha1", ParameterTypes.flag(), "0");
  public static final Parameter<Boolean> USE_DOMAIN =
      add(Section.AUTH_DB, "use_domain", ParameterTypes.flag(), "0");
  public static final Parameter<String> USER_COLUMN =
      add(Section.AUTH_DB, "user_column", ParameterTypes.databaseName(), "username");
  public static final Parameter<String> DOMAIN_COLUMN =
      add(Section.AUTH_DB, "domain_column", ParameterTypes.databaseName(), "domain");
  public static final Parameter<String> PASSWORD_COLUMN =
      add(Section.AUTH_DB, "password_column", ParameterTypes.databaseName(), "ha1");
  public static final Parameter<Optional<String>> HASH_COLUMN_SHA256 =
      add(
          Section.AUTH_DB,
          "hash_column_sha256",
          ParameterTypes.optionalDatabaseName(),
          Optional.empty(),
          "");

  public static final Parameter<JournalSync> JOURNAL_SYNC =
      add(Section.SIPACC, "journal_sync", ParameterTypes.journalSync(), "100ms");
  public static final Parameter<JournalFull> JOURNAL_FULL =
      add(Section.SIPACC, "journal_full", ParameterTypes.journalFull(), "refuse");
  public static final Parameter<Long> JOURNAL_MAX_SIZE =
      add(Section.SIPACC, "journal_max_size", Amounts.bytes("16M", "1000T"), "10G");
  public static final Parameter<Long> JOURNAL_RESERVE =
      add(Section.SIPACC, "journal_reserve", Amounts.bytes("0", "1T"), "64M");
  public static final Parameter<Long> JOURNAL_MEMORY =
      add(Section.SIPACC, "journal_memory", Amounts.bytes("1M", "1G"), "64M");
  public static final Parameter<Duration> JOURNAL_RETENTION =
      add(Section.SIPACC, "journal_retention", Amounts.time("3650d"), "0");
  public static final Parameter<Boolean> CALL_SUMMARIES =
      add(Section.SIPACC, "call_summaries", ParameterTypes.flag(), "1");
  public static final Parameter<Boolean> SESSION_TIMERS =
      add(Section.SIPACC, "session_timers", ParameterTypes.flag(), "1");
  public static final Parameter<List<String>> ROUTE_KEYS =
      add(Section.SIPACC, "route_keys", ParameterTypes.secrets(32), List.of(), "");
  public static final Parameter<Duration> RETRY_LONGEST =
      add(Section.SIPACC, "retry_longest", ParameterTypes.seconds(1, 3600), "5");
  public static final Parameter<Duration> DRAIN =
      add(Section.SIPACC, "drain", ParameterTypes.seconds(1, 600), "5");
  public static final Parameter<Duration> DRAIN_CALLS =
      add(Section.SIPACC, "drain_calls", ParameterTypes.seconds(0, 86_400), "10");
  public static final Parameter<Optional<String>> DB_USER =
      add(Section.SIPACC, "db_user", ParameterTypes.optionalText(), Optional.empty(), "");
  public static final Parameter<Optional<String>> DB_PASSWORD =
      add(Section.SIPACC, "db_password", ParameterTypes.optionalText(), Optional.empty(), "");
  public static final Parameter<RadiusProfile> RADIUS_PROFILE =
      add(Section.SIPACC, "radius_profile", ParameterTypes.oneOf(RadiusProfile.class), "opensips");
  public static final Parameter<Boolean> DB_ADD_COLUMNS =
      add(Section.SIPACC, "db_add_columns", ParameterTypes.flag(), "0");
  public static final Parameter<Optional<SyslogUrl>> SYSLOG_URL =
      add(Section.SIPACC, "syslog_url", ParameterTypes.syslogUrl(), Optional.empty(), "");
  public static final Parameter<SyslogFormat> SYSLOG_FORMAT =
      add(Section.SIPACC, "syslog_format", ParameterTypes.oneOf(SyslogFormat.class), "opensips");
  public static final Parameter<String> SYSLOG_TAG =
      add(Section.SIPACC, "syslog_tag", ParameterTypes.syslogTag(), "sipacc");
  public static final Parameter<Optional<String>> SYSLOG_CA =
      add(Section.SIPACC, "syslog_ca", ParameterTypes.optionalText(), Optional.empty(), "");
  public static final Parameter<Optional<Path>> FILE_DIRECTORY =
      add(
          Section.SIPACC,
          "file_directory",
          ParameterTypes.optionalDirectory(),
          Optional.empty(),
          "");
  public static final Parameter<Backend> FILE_RECORDS =
      add(Section.SIPACC, "file_records", ParameterTypes.oneOf(Backend.class), "db");
  public static final Parameter<FileFormat> FILE_FORMAT =
      add(Section.SIPACC, "file_format", ParameterTypes.oneOf(FileFormat.class), "csv");
  public static final Parameter<List<String>> FILE_COLUMNS =
      add(Section.SIPACC, "file_columns", ParameterTypes.names(), List.of(), "");
  public static final Parameter<Duration> FILE_ROTATE_AFTER =
      add(Section.SIPACC, "file_rotate_after", ParameterTypes.seconds(1, 7 * DAY_SECONDS), "3600");
  public static final Parameter<Integer> FILE_ROTATE_SIZE =
      add(Section.SIPACC, "file_rotate_size", ParameterTypes.integer(1, 10_240), "100");
  public static final Parameter<List<ConfiguredSubscription>> EVENT_SUBSCRIPTIONS =
      add(Section.SIPACC, "event_subscriptions", ConfiguredSubscription.TYPE, List.of(), "");
  public static final Parameter<List<AlarmRule>> ALARMS =
      add(Section.SIPACC, "alarms", AlarmRule.TYPE, List.of(), "");
  public static final Parameter<List<ConfiguredSubscription>> ALARM_SOCKETS =
      add(Section.SIPACC, "alarm_sockets", ConfiguredSubscription.ALARM_SOCKETS, List.of(), "");
  public static final Parameter<Optional<String>> WEBHOOK_SECRET =
      add(Section.SIPACC, "webhook_secret", ParameterTypes.optionalText(), Optional.empty(), "");
  public static final Parameter<Duration> INTERIM_INTERVAL =
      add(Section.SIPACC, "interim_interval", ParameterTypes.seconds(0, DAY_SECONDS), "0");
  public static final Parameter<Set<Backend>> INTERIM_BACKENDS =
      add(Section.SIPACC, "interim_backends", ParameterTypes.interimBackends(), "aaa");
  public static final Parameter<List<String>> PEERS =
      add(Section.SIPACC, "peers", ParameterTypes.peers(), List.of(), "");
  public static final Parameter<Duration> SESSION_TIMEOUT =
      add(Section.SIPACC, "session_timeout", ParameterTypes.seconds(60, DAY_SECONDS), "1800");
  public static final Parameter<Role> MASK_BELOW =
      add(Section.SIPACC, "mask_below", ParameterTypes.oneOf(Role.class), "viewer");
  public static final Parameter<Integer> MASK_DIGITS =
      add(Section.SIPACC, "mask_digits", ParameterTypes.integer(1, 32), "4");
  public static final Parameter<Duration> SUBSCRIBER_CACHE =
      add(Section.SIPACC, "subscriber_cache", ParameterTypes.seconds(0, DAY_SECONDS), "30");

  public static final Parameter<Optional<String>> COUNTRY =
      add(Section.SIPACC, "country", ParameterTypes.country(), Optional.empty(), "");

  public static final Parameter<Integer> AUDIT_DAYS =
      add(Section.SIPACC, "audit_days", ParameterTypes.integer(0, 36_500), "0");

  public static final Parameter<Integer> CALLS_DAYS =
      add(Section.SIPACC, "calls_days", ParameterTypes.integer(0, 36_500), "0");
  public static final Parameter<Integer> RECORDS_DAYS =
      add(Section.SIPACC, "records_days", ParameterTypes.integer(0, 36_500), "0");
  public static final Parameter<Optional<Path>> EXPORT_DIRECTORY =
      add(
          Section.SIPACC,
          "export_directory",
          ParameterTypes.optionalDirectory(),
          Optional.empty(),
          "");
  public static final Parameter<Duration> ROLLUP_INTERVAL =
      add(Section.SIPACC, "rollup_interval", ParameterTypes.seconds(0, 3600), "15");

  public static final Parameter<Optional<TraceUrl>> TRACE_URL =
      add(Section.SIPACC, "trace_url", ParameterTypes.traceUrl(), Optional.empty(), "");

  /** Those that hold a password or key, or may: nobody is shown what was written for them. */
  private static final Set<Parameter<?>> SECRET =
      Set.of(
          DB_URL,
          DB_PASSWORD,
          AAA_URL,
          AUTH_SECRET,
          ROUTE_KEYS,
          WEBHOOK_SECRET,
          EVENT_SUBSCRIPTIONS);

  private Catalogue() {}

  /** Whether what was written for a parameter is not to be shown. */
  public static boolean isSecret(Parameter<?> parameter) {
    return SECRET.contains(parameter);
  }

  /** The backend's {@code *_extra} parameter. */
  static Parameter<List<ExtraDefinition>> extraOf(Backend backend) {
    return switch (backend) {
      case LOG -> LOG_EXTRA;
      case DB -> DB_EXTRA;
      case AAA -> AAA_EXTRA;
      case EVI -> EVI_EXTRA;
    };
  }

  /** All parameters in the order of the reference. */
  public static List<Parameter<?>> all() {
    return List.copyOf(ALL);
  }

  private static Parameter<String> databaseName(String name, String defaultText) {
    return add(Section.ACC, name, ParameterTypes.databaseName(), defaultText);
  }

  private static Parameter<FieldDeclarations> fields(String name) {
    return add(Section.ACC, name, ParameterTypes.fieldDeclarations(), FieldDeclarations.NONE, "");
  }

  private static Parameter<List<ExtraDefinition>> extra(Backend backend) {
    return add(
        Section.ACC,
        backend.token() + "_extra",
        ParameterTypes.extraDefinitions(backend),
        List.of(),
        "");
  }

  private static <T> Parameter<T> add(
      Section section, String name, ParameterType<T> type, String defaultText) {
    RawText raw = new RawText(defaultText, new Place("default"));
    T value = type.parser().parse(name, List.of(raw), warning -> {});
    return add(section, name, type, value, defaultText);
  }

  private static <T> Parameter<T> add(
      Section section, String name, ParameterType<T> type, T defaultValue, String defaultText) {
    Parameter<T> parameter = new Parameter<>(section, name, type, defaultValue, defaultText);
    ALL.add(parameter);
    return parameter;
  }
}
