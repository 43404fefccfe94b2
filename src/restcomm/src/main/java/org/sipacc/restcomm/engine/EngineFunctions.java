package org.sipacc.restcomm.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.servlet.sip.ProxyBranch;
import org.mobicents.javax.servlet.sip.ProxyBranchListener;
import org.mobicents.javax.servlet.sip.ProxyExt;
import org.mobicents.javax.servlet.sip.ResponseType;

/**
 * What an application may use of the engine beyond JSR 289: a servlet-context attribute, a map of
 * names to functions. The functions' types are the JDK's, for the application is linked with
 * nothing of the engine.
 *
 * <ul>
 *   <li>{@code firstReplyTimeout}: {@code BiConsumer<Proxy, Integer>}, limits the seconds until a
 *       target's first reply, 100 included
 *   <li>{@code onBranchTimeout}: {@code Consumer<Consumer<ProxyBranch>>}, registers a listener that
 *       is told of each branch that timed out, before the proxy acts on it: if the listener starts
 *       another branch, the proxy goes on waiting
 * </ul>
 */
final class EngineFunctions implements ProxyBranchListener {
  /** The attribute's name. */
  static final String ATTRIBUTE = "org.sipacc.engine";

  private final List<Consumer<Object>> branchTimeoutListeners = new CopyOnWriteArrayList<>();

  Map<String, Object> asMap() {
    BiConsumer<Object, Integer> firstReplyTimeout =
        (proxy, seconds) -> ((ProxyExt) proxy).setProxy1xxTimeout(seconds);
    Consumer<Consumer<Object>> onBranchTimeout = branchTimeoutListeners::add;
    return Map.of("firstReplyTimeout", firstReplyTimeout, "onBranchTimeout", onBranchTimeout);
  }

  @Override
  public void onProxyBranchResponseTimeout(ResponseType expected, ProxyBranch branch) {
    branchTimeoutListeners.forEach(listener -> listener.accept(branch));
  }
}
