import { chromium, type Page } from "playwright-core";

/** What a page that was opened in a browser complained of, while something was done with it. */
export interface Visit<Result> {
  readonly result: Result;
  /** Errors on its console, exceptions, and whatever it tried to load from anywhere but its own file. */
  readonly complaints: readonly string[];
}

/** Debian's browser, told to stay off the network. */
const launch = {
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** Opens a file in a real browser, as a user who double-clicks it, and does something with the page. */
export async function visit<Result>(file: string, act: (page: Page) => Promise<Result>): Promise<Visit<Result>> {
  const browser = await chromium.launch(launch);
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
    const complaints: string[] = [];
    const own = `file://${file}`;
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (url.split("#")[0] !== own && !url.startsWith("data:")) complaints.push(`loads ${url}`);
    });
    await page.goto(own);
    const result = await act(page);
    return { result, complaints };
  } finally {
    await browser.close();
  }
}
