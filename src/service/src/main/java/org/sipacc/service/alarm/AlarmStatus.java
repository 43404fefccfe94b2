package org.sipacc.service.alarm;

import java.time.Instant;
import java.util.Optional;
import org.sipacc.accounting.parameter.AlarmRule;

/**
 * How an alarm stands.
 *
 * @param value what was measured last; empty if nothing could be
 * @param since when this state began; empty before the first look
 */
public record AlarmStatus(
    AlarmRule rule, boolean raised, Optional<Double> value, Optional<Instant> since) {}
