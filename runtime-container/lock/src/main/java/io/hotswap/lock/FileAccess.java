package io.hotswap.lock;

/// What a locked process may do beneath a path.
public enum FileAccess {
  READ(Landlock.READ_FILE | Landlock.READ_DIR),
  /// Also map as code and, unless the filter forbids that, start.
  RUN(Landlock.READ_FILE | Landlock.READ_DIR | Landlock.EXECUTE),
  /// Use what is there, a device for example, and create nothing.
  USE(Landlock.READ_FILE | Landlock.WRITE_FILE),
  OWN(
      Landlock.READ_FILE
          | Landlock.READ_DIR
          | Landlock.WRITE_FILE
          | Landlock.TRUNCATE
          | Landlock.MAKE_REG
          | Landlock.MAKE_DIR
          | Landlock.REMOVE_FILE
          | Landlock.REMOVE_DIR
          | Landlock.REFER);

  private final long rights;

  FileAccess(long rights) {
    this.rights = rights;
  }

  long rights() {
    return rights;
  }
}
