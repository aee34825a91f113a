package io.hotswap.statemachines;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What a person, or a schedule, does to a deployment.
///
/// @param after the one before, or the beginning, at the earliest
/// @param due whether there is anything to do it to
/// @param does whatever is refused is not done again; what does not answer is
record Act(String name, Duration after, BooleanSupplier due, Runnable does) {}
