package org.sipacc.journal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.AccountingSnapshot;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Flag;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.CallSnapshot;
import org.sipacc.accounting.dialog.DialogFlag;
import org.sipacc.accounting.dialog.DialogPaths;

/** The field set, version 1, of a {@link CallSnapshot} in the journal. */
final class SnapshotCodec {
  static final int VERSION = 1;

  private SnapshotCodec() {}

  static void encode(CallSnapshot call, EntryBuffer out) {
    out.string(call.id());
    encode(call.accounting(), out);
    out.varInt(call.lifetime().toMillis());
    out.optionalInstant(call.expires());
    out.varInt(call.flags().size());
    call.flags().forEach(flag -> out.string(flag.word()));
    out.varInt(call.targets().size());
    call.targets().forEach(out::string);
    encode(call.values(), out);
    encode(call.profiles(), out);
    out.u8(call.paths().isPresent() ? 1 : 0);
    call.paths().ifPresent(paths -> encode(paths, out));
  }

  static CallSnapshot decode(EntryInput in) {
    return new CallSnapshot(
        in.string(),
        accounting(in),
        Duration.ofMillis(in.varInt()),
        in.optionalInstant(),
        dialogFlags(in),
        in.list(in::string),
        texts(in),
        texts(in),
        in.flag() ? Optional.of(paths(in)) : Optional.empty());
  }

  private static void encode(AccountingSnapshot accounting, EntryBuffer out) {
    encode(accounting.request(), out);
    out.id(accounting.uid());
    out.string(accounting.policyVersion());
    out.varInt(accounting.marks().size());
    accounting
        .marks()
        .forEach(
            (backend, flags) -> {
              out.string(backend.token());
              out.varInt(flags.size());
              flags.forEach(flag -> out.string(flag.token()));
            });
    out.optionalInstant(accounting.created());
    out.string(accounting.table());
    encode(accounting.extras(), out);
    out.varInt(accounting.legs().size());
    accounting.legs().forEach(leg -> encode(leg, out));
    encode(accounting.defined(), out);
    out.varInt(accounting.events().size());
    accounting.events().forEach(event -> EventCodec.encode(event, out));
  }

  private static AccountingSnapshot accounting(EntryInput in) {
    return new AccountingSnapshot(
        request(in),
        in.id(),
        in.string(),
        marks(in),
        in.optionalInstant(),
        in.string(),
        texts(in),
        in.list(() -> texts(in)),
        texts(in),
        in.list(() -> EventCodec.decode(in)));
  }

  private static void encode(RequestFacts request, EntryBuffer out) {
    out.string(request.method());
    out.string(request.callId());
    out.string(request.fromTag());
    out.string(request.toTag());
    out.string(request.fromUri());
    out.string(request.toUri());
    out.string(request.requestUri());
    out.string(request.source());
    out.string(request.userAgent());
    out.instant(request.received());
  }

  private static RequestFacts request(EntryInput in) {
    return new RequestFacts(
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.instant());
  }

  private static void encode(DialogPaths paths, EntryBuffer out) {
    out.string(paths.callId());
    encode(paths.caller(), out);
    encode(paths.callee(), out);
  }

  private static void encode(DialogPaths.Path path, EntryBuffer out) {
    out.string(path.address());
    out.string(path.contact());
    out.varInt(path.routes().size());
    path.routes().forEach(out::string);
    out.varInt(path.cseq());
    out.string(path.transport());
  }

  private static DialogPaths paths(EntryInput in) {
    return new DialogPaths(in.string(), path(in), path(in));
  }

  private static DialogPaths.Path path(EntryInput in) {
    return new DialogPaths.Path(
        in.string(), in.string(), in.list(in::string), in.varInt(), in.string());
  }

  private static void encode(Map<String, String> texts, EntryBuffer out) {
    out.varInt(texts.size());
    texts.forEach(
        (name, value) -> {
          out.string(name);
          out.string(value);
        });
  }

  private static Map<String, String> texts(EntryInput in) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = in.count(); i > 0; i--) {
      texts.put(in.string(), in.string());
    }
    return texts;
  }

  private static Map<Backend, Set<Flag>> marks(EntryInput in) {
    Map<Backend, Set<Flag>> marks = new LinkedHashMap<>();
    for (int i = in.count(); i > 0; i--) {
      String token = in.string();
      Backend backend = Backend.ofToken(token).orElseThrow(() -> in.unreadable("backend " + token));
      Set<Flag> flags = EnumSet.noneOf(Flag.class);
      in.list(in::string)
          .forEach(
              word ->
                  flags.add(Flag.ofToken(word).orElseThrow(() -> in.unreadable("flag " + word))));
      marks.put(backend, flags);
    }
    return marks;
  }

  private static Set<DialogFlag> dialogFlags(EntryInput in) {
    Set<DialogFlag> flags = EnumSet.noneOf(DialogFlag.class);
    in.list(in::string)
        .forEach(
            word ->
                flags.add(
                    DialogFlag.ofWord(word)
                        .orElseThrow(() -> in.unreadable("dialog flag " + word))));
    return flags;
  }
}
