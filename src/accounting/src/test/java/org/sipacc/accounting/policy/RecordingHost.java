package org.sipacc.accounting.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.TestScope;

/** Notes down what a policy does. */
final class RecordingHost extends TestScope implements PolicyHost {
  final List<String> done = new ArrayList<>();
  boolean accountingWorks = true;
  boolean relayWorks = true;
  private final SipMessageView message;

  RecordingHost(SipMessageView message) {
    this.message = message;
  }

  @Override
  public SipMessageView message() {
    return message;
  }

  @Override
  public void setExtra(String tag, Optional<String> value) {
    done.add("extra " + tag + "=" + value.orElse("(none)"));
    value.ifPresentOrElse(text -> extras.put(tag, text), () -> extras.remove(tag));
  }

  @Override
  public void setAvp(String name, Optional<String> value) {
    done.add("avp " + name + "=" + value.orElse("(none)"));
    value.ifPresentOrElse(text -> avps.put(name, text), () -> avps.remove(name));
  }

  @Override
  public boolean doAccounting(AccountingRequest request) {
    done.add(
        "account "
            + new TreeSet<>(request.types())
            + new TreeSet<>(request.flags())
            + request.table().orElse(""));
    return accountingWorks;
  }

  @Override
  public boolean dropAccounting(AccountingRequest request) {
    done.add("drop " + new TreeSet<>(request.types()) + new TreeSet<>(request.flags()));
    return accountingWorks;
  }

  @Override
  public void createDialog(DialogFlags flags) {
    done.add("dialog " + new TreeSet<>(flags.flags()));
  }

  @Override
  public boolean relay(Relay relay) {
    done.add("relay " + relay.targets() + relay.mode());
    return relayWorks;
  }

  @Override
  public void reply(int code, String reason) {
    done.add("reply " + code + " " + reason);
  }

  @Override
  public void actionFailed(Place place, String problem) {
    done.add("failed " + place + " " + problem);
  }
}
