package org.sipacc.launcher;

import java.util.Locale;

/** The containers the application runs on; bin/run chooses one by {@code --container}. */
enum ContainerKind {

  /** The Restcomm engine hosted in TomEE: the default. */
  RESTCOMM {
    @Override
    Container prepare(Installation from, InstanceDirectory instance, StartPlan plan) {
      return TomcatServer.prepare(from, instance, plan);
    }
  },

  /** Open Liberty with its own SIP container. */
  LIBERTY {
    @Override
    Container prepare(Installation from, InstanceDirectory instance, StartPlan plan) {
      return LibertyServer.prepare(from, instance, plan);
    }

    @Override
    void check(StartPlan plan) {
      LibertySip.of(plan.sip());
      if (!plan.hosted().archives().isEmpty()) {
        throw new IllegalArgumentException(
            "--apps is for the container restcomm: deploy beside Open Liberty by its own means");
      }
    }
  };

  /** The kind that bin/run names. */
  static ContainerKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * Lays a server of this kind out in an instance's directory.
   *
   * @throws StartFailedException when it cannot be written, or something to copy is missing
   */
  abstract Container prepare(Installation from, InstanceDirectory instance, StartPlan plan);

  /**
   * Checks that a server of this kind can do what is planned.
   *
   * @throws IllegalArgumentException when it cannot; the message says what to change
   */
  void check(StartPlan plan) {}
}
