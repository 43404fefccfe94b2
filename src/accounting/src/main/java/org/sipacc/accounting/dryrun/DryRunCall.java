package org.sipacc.accounting.dryrun;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.AccountingSettings.FieldName;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.Flag;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/** What the runs over one supposed call share: its accounting, values, dialog and records. */
final class DryRunCall {
  private final Parameters parameters;
  private final AccountingSettings settings;
  private final AccountingContext context;
  private final String policyVersion;
  private final List<AccountingRecord> records = new ArrayList<>();
  private final List<Map<String, String>> legs = new ArrayList<>();
  private final Map<String, String> avps = new HashMap<>();
  private final Set<String> profiles = new HashSet<>();
  private Optional<DryRunDialog> dialog = Optional.empty();
  private boolean marked;
  private Instant now;

  DryRunCall(
      Parameters parameters,
      AccountingSettings settings,
      String policyVersion,
      RequestFacts request) {
    this.parameters = parameters;
    this.settings = settings;
    this.policyVersion = policyVersion;
    this.now = request.received();
    this.context =
        AccountingContext.of(
            request, settings, policyVersion, TimeOrderedId.of(now.toEpochMilli(), 0, 0));
    if (hasLegs()) {
      newLeg();
    }
  }

  RequestFacts request() {
    return context.request();
  }

  Instant now() {
    return now;
  }

  ZoneId zone() {
    return parameters.get(Catalogue.TIME_ZONE);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The records that were made so far, each with the legs there were. */
  List<AccountingRecord> records() {
    return List.copyOf(records);
  }

  void on(CallEvent event) {
    context.on(event).records().forEach(record -> records.add(withLegs(record)));
  }

  void doAccounting(AccountingRequest asked) {
    marked = true;
    if (asked.flags().contains(Flag.CDR)) {
      createDialog(dialog.map(DryRunDialog::dialogFlags).orElse(DialogFlags.NONE));
    }
    context.doAccounting(asked, now);
  }

  boolean dropAccounting(AccountingRequest dropped) {
    return context.dropAccounting(dropped);
  }

  /** A manual record; false if its backend is not configured. */
  boolean accountNow(Backend backend, RequestComment comment, String table) {
    if ((backend == Backend.DB && !parameters.databaseEnabled())
        || (backend == Backend.AAA && !parameters.aaaEnabled())) {
      return false;
    }
    RequestFacts facts = context.request();
    CoreFields core =
        new CoreFields(
            facts.method(),
            facts.fromTag(),
            facts.toTag(),
            facts.callId(),
            comment.code(),
            comment.reason(),
            now);
    records.add(
        withLegs(
            new AccountingRecord(
                RecordKind.MANUAL,
                backend,
                table,
                backend == Backend.DB ? settings.columns() : CoreColumns.DEFAULT,
                Optional.empty(),
                policyVersion,
                core,
                marked ? Optional.of(Timing.NONE) : Optional.empty(),
                fields(settings.extras().getOrDefault(backend, List.of())),
                List.of())));
    return true;
  }

  Optional<String> extra(String tag) {
    return context.extra(tag);
  }

  void setExtra(String tag, Optional<String> value) {
    context.setExtra(tag, value.orElse(""));
  }

  void newLeg() {
    if (hasLegs()) {
      Map<String, String> leg = new HashMap<>();
      legs.add(leg);
    }
  }

  OptionalInt currentLeg() {
    return legs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(legs.size() - 1);
  }

  /** The leg of an index, counted from 0 or from -1 backwards; empty if there is none. */
  Optional<Map<String, String>> leg(int index) {
    int position = index < 0 ? legs.size() + index : index;
    return position >= 0 && position < legs.size()
        ? Optional.of(legs.get(position))
        : Optional.empty();
  }

  Map<String, String> avps() {
    return avps;
  }

  /** Only an INVITE that starts a call has a dialog that a dry run knows. */
  void createDialog(DialogFlags flags) {
    if (context.request().startsCall()) {
      Map<String, String> values = dialog.isPresent() ? dialog.get().values() : new HashMap<>();
      Duration lifetime =
          dialog.map(DryRunDialog::lifetime).orElse(parameters.get(Catalogue.DEFAULT_TIMEOUT));
      dialog = Optional.of(new DryRunDialog(context.request(), flags, lifetime, values));
    }
  }

  boolean setLifetime(Duration lifetime) {
    dialog = dialog.map(d -> new DryRunDialog(d.invite(), d.dialogFlags(), lifetime, d.values()));
    return dialog.isPresent();
  }

  Optional<DryRunDialog> dialog() {
    return dialog;
  }

  /** The profiles the call belongs to, as {@link #profile} names them. */
  Set<String> profiles() {
    return profiles;
  }

  static String profile(String name, Optional<String> value) {
    return name + "=" + value.orElse("");
  }

  private boolean hasLegs() {
    return settings.legs().values().stream().anyMatch(fields -> !fields.isEmpty());
  }

  private AccountingRecord withLegs(AccountingRecord made) {
    List<FieldName> declared = settings.legs().getOrDefault(made.backend(), List.of());
    if (declared.isEmpty()) {
      return made;
    }
    return new AccountingRecord(
        made.kind(),
        made.backend(),
        made.table(),
        made.columns(),
        made.callUid(),
        made.policyVersion(),
        made.core(),
        made.timing(),
        made.extras(),
        legs.stream().map(leg -> fields(declared, leg)).toList());
  }

  private List<Field> fields(List<FieldName> declared) {
    return declared.stream()
        .map(field -> new Field(field.name(), context.extra(field.tag()).orElse("")))
        .toList();
  }

  private static List<Field> fields(List<FieldName> declared, Map<String, String> values) {
    return declared.stream()
        .map(field -> new Field(field.name(), values.getOrDefault(field.tag(), "")))
        .toList();
  }
}
