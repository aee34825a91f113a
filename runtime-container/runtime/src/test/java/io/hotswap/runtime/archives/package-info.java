@org.jspecify.annotations.NullMarked
package io.hotswap.runtime.archives;
