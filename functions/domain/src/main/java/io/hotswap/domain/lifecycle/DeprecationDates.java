package io.hotswap.domain.lifecycle;

import java.time.Instant;
import java.util.Optional;

/// What clients of a deprecated version are told with each answer.
///
/// @param endOfLife until when it is supported
public record DeprecationDates(Instant since, Optional<Instant> endOfLife) {}
