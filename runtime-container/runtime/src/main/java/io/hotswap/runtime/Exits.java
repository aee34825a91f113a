package io.hotswap.runtime;

import java.util.function.Consumer;

/// How a node ends its process.
///
/// @param exhausted run when plugin code has used up the heap or the threads
/// @param stuck run when a loop of the node hangs and cannot be restarted; takes the reason
record Exits(Runnable exhausted, Consumer<String> stuck) {}
