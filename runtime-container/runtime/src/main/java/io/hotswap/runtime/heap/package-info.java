/// Reads objects of this JVM that no API shows: fields, references, threads, loaders.
@NullMarked
package io.hotswap.runtime.heap;

import org.jspecify.annotations.NullMarked;
