import './strict.js';
import '@fontsource-variable/noto-sans-sc/wght.css';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n/i18n.js';
import { router } from './router.js';
import './theme/tokens.css';
import './theme/base.css';

createApp(App).use(i18n).use(router).mount('#app');
