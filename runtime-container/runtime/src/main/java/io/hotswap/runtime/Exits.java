package io.hotswap.runtime;

import java.util.function.Consumer;

/// How a node has its process ended.
///
/// @param exhausted when plugin code has used up the heap
/// @param beyondHelp when a loop of the node is stuck and cannot be mended, with the reason
record Exits(Runnable exhausted, Consumer<String> beyondHelp) {}
