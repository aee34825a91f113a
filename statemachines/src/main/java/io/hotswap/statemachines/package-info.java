/// Reads and interprets the state machines in memory: cost of deployments, and the path that each
/// answer of a step takes.
@NullMarked
package io.hotswap.statemachines;

import org.jspecify.annotations.NullMarked;
