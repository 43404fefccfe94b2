package org.sipacc.restcomm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;
import org.sipacc.restcomm.engine.SipApplication;

/**
 * The container resources behind {@code @Resource SipFactory}, {@code TimerService} and {@code
 * SipSessionsUtil}: each stands for those of the application whose code runs. Named in tomee.xml.
 */
public final class SipResources {

  private static final Map<ClassLoader, SipApplication> APPLICATIONS = new ConcurrentHashMap<>();

  private SipResources() {}

  /** Makes the resource SipFactory. */
  public static SipFactory sipFactory() {
    return resource(SipFactory.class, SipApplication::getSipFactoryFacade);
  }

  /** Makes the resource TimerService. */
  public static TimerService timerService() {
    return resource(TimerService.class, SipApplication::getTimerService);
  }

  /** Makes the resource SipSessionsUtil. */
  public static SipSessionsUtil sipSessionsUtil() {
    return resource(SipSessionsUtil.class, SipApplication::getSipSessionsUtil);
  }

  static void register(SipApplication application) {
    APPLICATIONS.put(application.getSipContextClassLoader(), application);
  }

  static void unregister(SipApplication application) {
    APPLICATIONS.values().remove(application);
  }

  private static <T> T resource(Class<T> type, Function<SipApplication, ? extends T> of) {
    return type.cast(
        Proxy.newProxyInstance(
            SipResources.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(type, proxy, method.getName(), arguments);
              }
              try {
                return method.invoke(of.apply(running(type)), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static Object ofObject(Class<?> type, Object proxy, String method, Object[] arguments) {
    return switch (method) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "the application's " + type.getSimpleName();
    };
  }

  /** Code of an EJB runs with the EAR's loader, the parent of its web applications'. */
  private static SipApplication running(Class<?> type) {
    ClassLoader current = Thread.currentThread().getContextClassLoader();
    SipApplication application = APPLICATIONS.get(current);
    if (application != null) {
      return application;
    }
    List<SipApplication> below =
        APPLICATIONS.entrySet().stream()
            .filter(e -> isAncestor(current, e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (below.size() != 1) {
      throw new IllegalStateException(
          type.getSimpleName()
              + ": "
              + (below.isEmpty() ? "no SIP application" : "more than one SIP application")
              + " belongs to the code that runs; take the servlet-context attribute instead");
    }
    return below.get(0);
  }

  private static boolean isAncestor(ClassLoader ancestor, ClassLoader loader) {
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l == ancestor) {
        return true;
      }
    }
    return false;
  }
}
