/// Recognises what was packed for something else than HotSwap, and suggests what to pack instead.
@NullMarked
package io.hotswap.archive.packaging;

import org.jspecify.annotations.NullMarked;
