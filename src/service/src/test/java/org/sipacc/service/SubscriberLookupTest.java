package org.sipacc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.persistence.PersistenceException;
import org.junit.jupiter.api.Test;
import org.sipacc.sip.digest.Subscriber;
import org.sipacc.sip.digest.Subscribers.SubscribersUnavailableException;

class SubscriberLookupTest {
  private static final Subscriber ALICE = new Subscriber(Optional.of("secret"), Map.of());

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final List<String> asked = new ArrayList<>();
  private final List<String> down = new ArrayList<>();
  private final SubscriberLookup lookup =
      new SubscriberLookup(this::stored, Duration.ofSeconds(30), () -> now);

  private Optional<Subscriber> stored(String table, String user, String domain) {
    asked.add(table + " " + user);
    if (down.contains(table)) {
      throw new PersistenceException("down");
    }
    return user.equals("alice") ? Optional.of(ALICE) : Optional.empty();
  }

  private Optional<Subscriber> find(String table, String user) {
    return lookup.find(table, user, "a.example");
  }

  @Test
  void whatIsKnownIsNotAskedForAgainWhileItIsFresh() {
    find("subscriber", "alice");
    find("subscriber", "nobody");
    now = now.plusSeconds(29);

    assertThat(find("subscriber", "alice")).contains(ALICE);
    assertThat(find("subscriber", "nobody")).isEmpty();
    assertThat(asked).containsExactly("subscriber alice", "subscriber nobody");
    now = now.plusSeconds(2);
    find("subscriber", "alice");
    assertThat(asked).hasSize(3);
  }

  @Test
  void whileTheTableCannotBeReadWhatWasKnownCountsHoweverOld() {
    find("subscriber", "alice");
    down.add("subscriber");
    now = now.plus(Duration.ofHours(5));

    assertThat(find("subscriber", "alice")).contains(ALICE);
    assertThatExceptionOfType(SubscribersUnavailableException.class)
        .isThrownBy(() -> find("subscriber", "bob"));
  }

  @Test
  void aTableThatCannotBeReadIsNotAskedByEachRequestAndHoldsUpNoOther() {
    down.add("subscriber");
    for (int request = 0; request < 5; request++) {
      assertThatExceptionOfType(SubscribersUnavailableException.class)
          .isThrownBy(() -> find("subscriber", "alice"));
    }

    assertThat(asked).containsExactly("subscriber alice");
    assertThat(find("customers", "alice")).contains(ALICE);
    down.clear();
    now = now.plusSeconds(2);
    assertThat(find("subscriber", "alice")).contains(ALICE);
  }
}
