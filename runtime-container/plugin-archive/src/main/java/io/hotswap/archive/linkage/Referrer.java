package io.hotswap.archive.linkage;

/// @param jar the library; empty for the plugin's own classes
/// @param className `com.example.Thing`
/// @param method with its parameters; empty where the class itself refers
public record Referrer(String jar, String className, String method) {
  @Override
  public String toString() {
    return className
        + (method.isEmpty() ? "" : "." + method)
        + (jar.isEmpty() ? "" : " (" + jar + ")");
  }
}
