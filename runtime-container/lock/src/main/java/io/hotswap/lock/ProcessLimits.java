package io.hotswap.lock;

/// What the kernel lets a locked process take at most.
///
/// @param data private memory, in bytes
/// @param file size of a file, in bytes
/// @param files open files
public record ProcessLimits(long data, long file, int files) {
  public ProcessLimits {
    if (data < 1 || file < 1 || files < 1) {
      throw new IllegalArgumentException("limits of " + data + ", " + file + ", " + files);
    }
  }
}
