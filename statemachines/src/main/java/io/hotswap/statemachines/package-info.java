/// The state machines, read and interpreted in memory: what a deployment costs, and where each
/// answer of a step leads.
@NullMarked
package io.hotswap.statemachines;

import org.jspecify.annotations.NullMarked;
