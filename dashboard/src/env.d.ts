/// <reference types="vite/client" />

/** Version of the built dashboard, from package.json. */
declare const __VERSION__: string;
