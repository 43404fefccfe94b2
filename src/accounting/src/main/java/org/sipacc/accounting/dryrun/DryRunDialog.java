package org.sipacc.accounting.dryrun;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.DialogFlag;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.variable.DialogView;

/** The call that a supposed INVITE would set up, before its answer. */
record DryRunDialog(
    RequestFacts invite, DialogFlags dialogFlags, Duration lifetime, Map<String, String> values)
    implements DialogView {
  @Override
  public String id() {
    return "";
  }

  @Override
  public String callId() {
    return invite.callId();
  }

  @Override
  public String callerTag() {
    return invite.fromTag();
  }

  @Override
  public int status() {
    return 1;
  }

  @Override
  public long lifetimeSeconds() {
    return 0;
  }

  @Override
  public OptionalLong timeoutSeconds() {
    return OptionalLong.of(lifetime.toSeconds());
  }

  @Override
  public Optional<String> endReason() {
    return Optional.empty();
  }

  @Override
  public List<String> flags() {
    return dialogFlags.flags().stream().sorted().map(DialogFlag::word).toList();
  }

  @Override
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
