@org.jspecify.annotations.NullMarked
package io.hotswap.archive.schema;
