/// The class loader of a plugin's version, and what makes it quick.
@NullMarked
package io.hotswap.runtime.classloading;

import org.jspecify.annotations.NullMarked;
