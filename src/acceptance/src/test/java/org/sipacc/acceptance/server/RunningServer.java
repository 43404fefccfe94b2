package org.sipacc.acceptance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.phone.SipFlowExtension;

/**
 * Gives the tests of a class the server of that configuration as a parameter {@link SipaccServer}.
 * It is started once for all classes that name it, and stopped after the last test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ServerExtension.class, SipFlowExtension.class})
public @interface RunningServer {
  /** A directory among the test resources, the value of {@code --config}. */
  String value();
}
