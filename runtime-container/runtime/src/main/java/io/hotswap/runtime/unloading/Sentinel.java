package io.hotswap.runtime.unloading;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/// A class loader with one unused class. Collections of the young generation alone keep class
/// loaders alive; so, whatever the collector, the end of a sentinel means that a class-unloading
/// cycle began after it was created and is over.
///
/// Each cycle gets a new sentinel: G1 keeps young objects until they are promoted, after up to
/// fifteen collections. An older sentinel could die before a loader that only young garbage holds,
/// which would be reported as a leak and is none.
final class Sentinel extends PhantomReference<ClassLoader> {
  private static final String NAME = "Sentinel";
  private static final byte[] CLASS = ClassFile.of().build(ClassDesc.of(NAME), type -> {});

  private final RetiredLoader retiredLoader;

  /// @param retiredLoader the loader whose cycles it counts
  Sentinel(RetiredLoader retiredLoader, ReferenceQueue<ClassLoader> queue) {
    super(new OfNoUse(), queue);
    this.retiredLoader = retiredLoader;
  }

  RetiredLoader watched() {
    return retiredLoader;
  }

  private static final class OfNoUse extends ClassLoader {
    OfNoUse() {
      super("hotswap-sentinel", null);
      // Without a class it is an object like any other, which every collection may take.
      defineClass(NAME, CLASS, 0, CLASS.length);
    }
  }
}
