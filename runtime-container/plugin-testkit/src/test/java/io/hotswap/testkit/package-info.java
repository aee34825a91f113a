@org.jspecify.annotations.NullMarked
package io.hotswap.testkit;
