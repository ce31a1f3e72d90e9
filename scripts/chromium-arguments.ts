/**
 * How Chromium is started with the unpacked extension: Web Bluetooth on (off by default on Linux), nothing that
 * reaches out to the network by itself, no first-run pages.
 */
export function chromiumArguments(choice: { extension: string; headless: boolean }): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    `--disable-extensions-except=${choice.extension}`,
    `--load-extension=${choice.extension}`,
    ...(choice.headless ? ['--headless=new'] : []),
    // Chromium's sandbox refuses to run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
    '--enable-features=WebBluetooth',
    // Branded Chrome ignores --load-extension unless this is off (M137 and later).
    '--disable-features=DisableLoadExtensionCommandLineSwitch,Translate,OptimizationHints,MediaRouter',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--disable-quic',
    '--disable-domain-reliability',
    '--disable-client-side-phishing-detection',
    '--no-pings',
    '--metrics-recording-only',
    '--password-store=basic',
    '--use-mock-keychain',
  ];
}
